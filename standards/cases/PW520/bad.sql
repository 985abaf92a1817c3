update app.item set stock = 0 where stock is null; -- expect
update app."Item" set note = '' where note is null and code is not null; -- expect
delete from app.item where kind <> 'a'; -- expect
update app.item set stock = 0 where true; -- expect
delete from app.item where not is_open; -- expect
update app.item set note = party.name from app.party as party -- expect
where party.party_id = item.party_id;
update app.item set a = b where a is distinct from b; -- expect
delete from app.item where item_id = 1 or note is null; -- expect

do $do$
begin
    update app.item set note = '' where note is null; -- expect
    execute $sql$update app.item set tags = '{}' where tags is null$sql$; -- expect
    with gone as (
        delete from app.item where code not in ('a', 'b') returning item_id -- expect
    )
    insert into app.log (item_id) select item_id from gone;
end;
$do$;
