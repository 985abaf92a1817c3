select distinct on (party_id) item_id from app.item; -- expect
select x.item_id from (
    SELECT DISTINCT ON (i.party_id, i.day) i.item_id FROM app.item AS i -- expect
) as x;

do $do$
begin
    execute 'select distinct on (party_id) item_id from app.item'; -- expect
end;
$do$;

select distinct on (party_id) item_id from app.item order by party_id, item_id;
select distinct party_id from app.item;
select count(distinct party_id) from app.item;
