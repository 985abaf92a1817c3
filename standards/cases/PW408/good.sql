create table app.entry (
    entry_id bigint primary key,
    extra jsonb not null default '{}',
    json jsonb,
    note text default 'json' -- json
);
create function app.extra(p_id bigint) returns json language sql return '{}'::json;
select json from app.entry where entry_id = 1;
do $$
declare
    v_extra json := '{}';
begin
    execute 'alter table app.entry add column more jsonb';
end
$$;
