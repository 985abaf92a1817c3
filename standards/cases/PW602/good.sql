create function app.stock(p_item_id bigint) returns bigint
language plpgsql stable parallel safe
as $body$
begin
    -- update app.item set stock = 0
    raise notice 'insert into app.item';
    execute 'select 1';
    return (select stock from app.item where item_id = p_item_id and made_at < now());
end;
$body$;

create function app.twice(p_n bigint) returns bigint
language sql immutable
as $body$
    with twice as (select p_n * 2 as n)
    select n from twice
$body$;

create function app.make() returns void
language plpgsql volatile
as $body$
begin
    insert into app.item (item_id) values (nextval('app.item_seq'));
    create function app.inner_one() returns int language sql stable as 'select 1';
end;
$body$;

create function app.touch() returns void
language sql
as $body$ update app.item set stock = 0 where item_id = 1 $body$;
