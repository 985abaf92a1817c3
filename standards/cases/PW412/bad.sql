create table app.entry (
    entry_id bigint primary key,
    source regclass not null, -- expect
    maker REGPROCEDURE, -- expect
    kinds regtype[] -- expect
);
alter table app.entry add column owner pg_catalog.regrole; -- expect
create type app.pair as (one regproc); -- expect
do $$
begin
    create table app.later (
        space regnamespace -- expect
    );
    execute 'alter table app.entry add column config regconfig'; -- expect
end
$$;
