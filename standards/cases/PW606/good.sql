select count(*) from app.item;

select item_id from app.item where exists (select * from app.party);

create table app.copy_of_item as
select * from app.item;

create function app.items() returns setof app.item
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_item app.item;
    v_same app.item%rowtype;
    v_n bigint;
begin
    select * into v_item from app.item where item_id = 1;
    select i.* into strict v_same from app.item i where i.item_id = 1;
    for v_item in select * from app.item order by item_id loop
        null;
    end loop;
    perform * from app.item where item_id = 1;
    if not exists (select * from app.item where stock > 1) then
        return;
    end if;
    with all_items as (select i.*, 1 as n from app.item i)
    select a.item_id into v_n from all_items a join (select * from app.party) p on true;
    with few as (select item_id, name from app.item)
    select count(*) into v_n from (select * from few) x;
    -- select * from app.item
    raise notice 'select * from app.item';
    return query select * from app.item;
end;
$body$;

create function app.all_items() returns setof app.item
language sql stable parallel safe
set search_path = pg_catalog, pg_temp
as $body$ select * from app.item $body$;

select * from app.all_items();

select item_id, stock * 2 from app.item;
