create table app.part (part_id bigint);
lock table app.part;
lock table app.item in row exclusive mode;
lock app.item in access share mode;
select item_id from app.item where item_id in (1, 2) order by item_id for update;
-- lock table app.item
