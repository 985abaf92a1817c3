create function app.some_items() returns setof bigint
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_id bigint;
begin
    select item_id into v_id from app.item LIMIT 1; -- expect
    return query select item_id from app.item where stock > 0 offset 10; -- expect
    execute 'select item_id from app.item fetch first 3 rows only'; -- expect
    return query (select item_id from app.item order by item_id)
    union all
    select item_id from app.old_item limit 10; -- expect
    v_id := (select item_id from app.item limit 1); -- expect
    with few as (
        select item_id from app.item limit 5 -- expect
    )
    select max(item_id) into v_id from few;
    return query select kind, count(*) from app.item group by kind limit 3; -- expect
end;
$body$;
