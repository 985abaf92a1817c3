create temporary table staged (item_id bigint);

delete from staged;

do $body$
begin
    -- delete from app.item
    update app.item set stock = 0 where item_id = 1;
    raise notice 'delete from app.item';
end;
$body$;
