create table app.part (part_id bigint);
truncate app.part,
    app.item restart identity cascade; -- expect

do $do$
begin
    truncate table only app."Log"; -- expect
    execute 'truncate app.item'; -- expect
end;
$do$;
