create view app.all_items as
select * from app.item; -- expect

create function app.items() returns table (item_id bigint)
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_row record;
    v_item app.item;
begin
    for v_row in select * from app.item loop -- expect
        null;
    end loop;
    select * into v_row from app.item where item_id = 1; -- expect
    select p.* into v_item from app.party p where p.party_id = 1; -- expect
    return query select i.* from app.item i; -- expect
    return query select * from app.item i join app.party p on p.party_id = i.party_id; -- expect
    execute 'SELECT * FROM app.item'; -- expect
    insert into app.old_item (item_id, name)
    select * from app.item; -- expect
    with all_items as (
        select * from app.item -- expect
    )
    select * into v_row from (select a.* from all_items a) x;
    v_row := (table app.item); -- expect
    delete from app.item where (item_id, name) in (select * from app.gone); -- expect
end;
$body$;
