alter table app.slot
    alter column note set default '',
    add constraint slot_excl exclude using gist (room with =, period with &&); -- expect

do $do$
begin
    alter table app.slot add exclude using gist (period with &&) where (is_open); -- expect
    execute 'alter table app.slot add exclude using gist (period with &&)'; -- expect
end;
$do$;
