create table app.entry (
    entry_id bigint primary key,
    count integer not null
);
create table app.kind (kind_id smallint primary key, name text not null);
create table app.line (
    entry_id bigint references app.entry (entry_id),
    line_no integer,
    primary key (entry_id, line_no)
);
create table app.code (code text primary key, width integer not null);
do $$
begin
    create temp table seen (id integer primary key);
    execute 'create table app.last (id bigint primary key, n int not null)';
end
$$;
