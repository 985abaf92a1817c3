alter table app.item add column note text;
commit; -- expect

do $do$
begin
    if true then
        commit; -- expect
    end if;
    rollback; -- expect
    execute 'commit'; -- expect
end;
$do$;
