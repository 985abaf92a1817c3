create table app.part (part_id bigint) tablespace fast;
alter table app.part set tablespace slow;
alter table app.item set (autovacuum_enabled = true);
comment on table app.item is 'set tablespace fast';
