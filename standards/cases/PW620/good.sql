select item_id from app.item where party_id not in (1, 2, 3);

select item_id from app.item where party_id in (select party_id from app.party);

select item_id from app.item where party_id <> all (array[1, 2]);

select item_id from app.item
where party_id not in (select party_id from app.party where party_id is not null);

-- where party_id not in (select party_id from app.party)
select 'not in (select party_id from app.party)';
