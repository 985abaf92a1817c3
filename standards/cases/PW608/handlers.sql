do $body$
begin
    for i in 1..3 loop
        begin
            perform app.settle(i);
        exception
            WHEN OTHERS THEN -- expect
                perform app.note(sqlerrm);
                continue;
        end;
    end loop;
    begin
        perform app.settle(4);
    exception
        when unique_violation then
            raise exception 'again';
        when others then -- expect
            raise warning 'it failed: %', sqlerrm;
            return;
    end;
end;
$body$;

create function app.settle_all() returns text
language plpgsql
as $body$
begin
    perform app.settle();
    return 'done';
exception when sqlstate '23505' or others then -- expect
    return sqlerrm;
end;
$body$;
