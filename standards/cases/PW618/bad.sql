create procedure app.sell(p_item_id bigint)
language plpgsql
as $body$
begin
    if p_item_id > 1 then
        update app.item set stock = 0 where item_id = p_item_id; -- expect
    end if;
    raise log 'audit';
end;
$body$;

do $body$
begin
    create function app.fill(p_item_id bigint) returns void
    language plpgsql
    as $inner$
    begin
        execute 'delete from app.item where item_id = $1' using p_item_id; -- expect
        perform app.catalog_of(p_item_id);
    end;
    $inner$;
end;
$body$;

create function app.put(p_item_id bigint) returns void
language sql
begin atomic
    insert into app.item (item_id) values (p_item_id); -- expect
end;
