-- create table app.part (part_id bigint);
alter table app.event detach partition app.event_2025 concurrently;
/* alter table app.item add column note text; */
