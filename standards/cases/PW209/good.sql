create table app.part_2026 partition of app.part for values from (1) to (2);
create table app.entry (entry_id bigint primary key, rule text, inherits text);
create trigger entry_stays before delete on app.entry
for each statement execute function app.refuse_change();
alter table app.child no inherit app.parent;
drop rule entry_stays on app.entry;
alter table app.part attach partition app.part_2027 for values from (2) to (3);
select 'create rule entry_stays'; -- inherits (app.parent)
do $$
begin
    create temp table seen (extra text) inherits (app.parent);
    execute 'create table app.last (like app.parent)';
end
$$;
