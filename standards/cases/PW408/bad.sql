create table app.entry (
    entry_id bigint primary key,
    extra json not null, -- expect
    parts JSON[] -- expect
);
alter table app.entry add column more pg_catalog.json; -- expect
create domain app.settings as json; -- expect
do $$
begin
    alter table app.entry alter column extra type json; -- expect
    execute 'alter table app.entry add column last json'; -- expect
end
$$;
