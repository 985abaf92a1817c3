lock app."Item", only app.part in exclusive mode nowait; -- expect

do $do$
begin
    lock table app.item; -- expect
    execute 'lock table app.item in share mode'; -- expect
end;
$do$;
