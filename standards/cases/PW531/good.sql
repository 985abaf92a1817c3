create table app.part (part_id bigint, note text);
alter table app.part add column remark text;
update app.part set remark = note where part_id = 1;
alter table app.event attach partition app.event_2026 default;
alter table app.item validate constraint item_stock_check;
alter table app.item add constraint a foreign key (b) references app.party not valid;
update app.item set note = '' where item_id = 1;
alter table app.item add column remark text;
insert into app.kind (kind) values ('a'), ('b');
insert into app.part (part_id) select 1 from app.item;
create function app.later() returns void
language sql
as $body$ delete from app.item where item_id = 1 $body$;
-- update app.item set remark = note;
