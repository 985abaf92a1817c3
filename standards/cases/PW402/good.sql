create table app.entry (
    entry_id bigint primary key,
    opens time not null,
    closes time without time zone,
    "current_time" timestamptz not null,
    note text not null default 'timetz' -- current_time
);
select current_timestamp, localtime, "current_time" from app.entry where entry_id = 1;
do $$
declare
    v_now time := localtime;
begin
    execute 'alter table app.entry add column last_call time';
end
$$;
