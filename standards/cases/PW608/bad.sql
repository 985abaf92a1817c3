create function app.settle() returns void
language plpgsql
as $body$
begin
    begin
        insert into app.log (text) values ('a');
    exception
        when unique_violation then
            raise;
        when deadlock_detected or others then -- expect
            raise notice 'it failed';
    end;
    execute $sql$
        do $do$
        begin
            null;
        exception when others then end; -- expect
        $do$
    $sql$;
end;
$body$;
