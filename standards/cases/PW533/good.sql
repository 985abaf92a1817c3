create table app.part (part_id bigint);
alter table app.part disable trigger all;
alter table app.item enable trigger all;
alter table app.item enable always trigger item_audit;
set session_replication_role = origin;
set session_replication_role to default;
drop trigger if exists item_audit on app.item;
create trigger item_audit after update on app.item
for each row execute function app.audit();
comment on table app.item is 'alter table app.item disable trigger all';
