create table app.entry (
    entry_id bigint primary key,
    source text not null,
    source_oid oid,
    regclass text,
    note text default 'regclass' -- regclass
);
select 'app.entry'::regclass, source::regproc from app.entry where entry_id = 1;
create function app.size(p_table regclass) returns bigint
language sql return pg_relation_size(p_table);
do $$
declare
    v_table regclass := 'app.entry';
begin
    create temp table seen (source regclass);
    execute 'alter table app.entry add column config text';
end
$$;
