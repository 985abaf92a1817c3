create table app.entry (
    entry_id bigint primary key,
    opens time with time zone not null, -- expect
    closes TIMETZ[] -- expect
);
alter table app.entry add column noon timetz default '12:00+00'; -- expect
select current_time; -- expect
select opens::timetz from app.entry where entry_id = 1; -- expect
do $$
declare
    v_now text := current_time(0); -- expect
begin
    insert into app.entry (entry_id, opens) values (1, current_time); -- expect
    execute 'alter table app.entry add column last_call time with time zone'; -- expect
end
$$;
