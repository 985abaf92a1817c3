create table app.part (part_id bigint);
truncate app.part;
create temporary table staged (item_id bigint);
truncate staged;
delete from app.item where item_id between 1 and 100;
create trigger item_append_only before truncate on app.item
for each statement execute function app.refuse();
-- truncate app.item;
