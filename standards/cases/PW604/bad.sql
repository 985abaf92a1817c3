do $body$
begin
    execute $sql$
        create function app.note() returns void
        language plpgsql volatile parallel restricted
        as $inner$
        begin
            delete from app.log where log_id = 1; -- expect
        end;
        $inner$
    $sql$;
end;
$body$;

create function app.draw() returns bigint
language sql PARALLEL SAFE
return nextval('app.item_seq'); -- expect

create function app.fill() returns void
language plpgsql volatile parallel safe
as $body$
begin
    perform pg_catalog.set_config('app.actor', 'a', true); -- expect
    execute 'insert into app.log (text) values (1)';
end;
$body$;
