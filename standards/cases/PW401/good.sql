-- A timestamp without time zone is only spoken of here: 'made_at timestamp'
create table app.entry (
    entry_id bigint primary key,
    made_at timestamptz not null default now(),
    changed_at timestamp with time zone,
    "timestamp" timestamptz not null,
    note text not null default 'timestamp'
);
create domain app.instant as timestamptz;
select made_at at time zone 'UTC', made_at::timestamp from app.entry where entry_id = 1;
do $$
begin
    create temporary table seen (at timestamp);
    execute format('alter table app.entry add column %I timestamptz', 'at');
end
$$;
