create function app.stock(p_item_id bigint) returns bigint
language plpgsql stable parallel safe
as $body$
begin
    -- insert into app.log
    raise notice 'insert into app.log';
    return (select stock from app.item where item_id = p_item_id);
end;
$body$;

create function app.fill() returns void
language plpgsql volatile parallel unsafe
as $body$
begin
    insert into app.log (text) values ('a');
end;
$body$;

create procedure app.fill_again()
language plpgsql
as $body$
begin
    insert into app.log (text) values ('a');
end;
$body$;
