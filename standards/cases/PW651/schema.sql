create function app.reload() returns event_trigger
language plpgsql volatile parallel unsafe
as $body$
begin
    notify web, 'reload schema';
    perform pg_notify('web', 'reload');
end;
$body$;

create function app.tell() returns trigger
language plpgsql volatile parallel unsafe
as $body$
begin
    perform pg_notify('item', new.item_id::text); -- expect
    return new;
end;
$body$;
