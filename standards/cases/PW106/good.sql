create table app.entry (
    entry_id bigint primary key,
    item_id bigint references app.item (item_id)
);
alter table app.entry add column note text;
create temporary table seen (id bigint);
create temp table seen_2 as select 1 as id;
insert into seen (id) select id from seen_2;
insert into pg_temp.seen_3 (id) values (1);
drop table seen;
select relname from pg_class join pg_catalog.pg_namespace on true where relname = 'entry';
with few as (select 1 as id), more as (select id from few)
select entry.entry_id from app.entry as entry, more where entry.entry_id = more.id for update of entry;
with recursive tree as (select 1 as id union all select id + 1 from tree where id < 9)
select id from tree;
create trigger entry_log after insert on app.entry referencing new table as fresh
for each statement execute function app.log_entries();
create function app.log_entries() returns trigger language plpgsql as $$
begin
    insert into app.log (note) select note from fresh;
    return null;
end
$$;
select generate_series, 'create table loose (id int)' from generate_series(1, 3); -- from loose
drop trigger entry_log on app.entry;
drop schema old;
create function app.use() returns bigint language plpgsql as $$
begin
    create temp table if not exists kept (id bigint);
    execute 'insert into app.entry (entry_id) select id from kept';
    execute format('delete from %I where id = 1', 'x');
    execute format('delete from %s where id = 1', 'app.entry'::regclass);
    return (select count(*) from kept);
end
$$;
create function app.use_again() returns bigint language sql as $$ select count(*) from kept $$;
