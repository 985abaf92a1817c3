alter table app.item disable row level security; -- expect
alter table app.item
    alter column note set default '',
    DISABLE ROW LEVEL SECURITY; -- expect

do $do$
begin
    alter table if exists app.item disable row level security; -- expect
    execute 'alter table app.item disable row level security'; -- expect
end;
$do$;

create table app.part (part_id bigint primary key);
alter table app.part enable row level security;
alter table app.part disable row level security;
alter table app.item force row level security;
alter table app.item disable rule item_rule;
