create table app.entry (
    entry_id bigint primary key,
    is_open boolean not null,
    is_new boolean default true not null,
    is_whole boolean generated always as (entry_id > 0) stored,
    marks boolean[],
    boolean text,
    note text default 'is_old boolean' -- is_old boolean
);
alter table app.entry add column is_late boolean;
update app.entry set is_late = false where is_late is null;
alter table app.entry alter column is_late set not null;
create type app.pair as (is_open boolean);
create domain app.flag as boolean;
create function app.is_open(p_id bigint, p_flag boolean) returns boolean language sql return p_flag;
select entry_id::boolean from app.entry where entry_id = 1;
do $$
declare
    v_open boolean;
begin
    create temp table seen (is_open boolean);
    execute 'alter table app.entry add column is_old boolean not null default false';
end
$$;
