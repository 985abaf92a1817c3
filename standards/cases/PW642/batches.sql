create procedure app.fill()
language plpgsql
as $body$
begin
    if not pg_try_advisory_lock(42) then
        return;
    end if;
    for i in 1..10 loop
        update app.item set note = '' where item_id = i;
        commit;
    end loop;
    perform pg_advisory_unlock(42);
end;
$body$;

create procedure app.hold()
language plpgsql
as $body$
begin
    perform pg_advisory_lock(42); -- expect
    execute 'select pg_advisory_lock(1, 2)'; -- expect
end;
$body$;
