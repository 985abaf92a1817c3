create function app.tell() returns trigger
language plpgsql
as $body$
begin
    perform pg_notify('item', new.item_id::text); -- expect
    return new;
end;
$body$;

create procedure app.sell(p_item_id bigint)
language plpgsql
as $body$
begin
    with sold as (
        update app.item set stock = 0 where item_id = p_item_id returning item_id
    )
    select count(*) from sold;
    if p_item_id > 1 then
        execute 'NOTIFY item_sold'; -- expect
    end if;
end;
$body$;
