notify item_sold;

create function app.wake() returns void
language plpgsql
as $body$
begin
    -- a reader asks for it, and writes nothing
    notify item_sold;
end;
$body$;

create function app.sell(p_item_id bigint) returns void
language plpgsql
as $body$
begin
    update app.item set stock = 0 where item_id = p_item_id;
    raise notice 'notify item_sold';
    perform app.pg_notify('item');
end;
$body$;
