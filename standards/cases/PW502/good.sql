create table app.part (part_id bigint, note text);
create index part_note_idx on app.part (note);
drop index app.part_note_idx;
create temporary table staged (item_id bigint);
create index staged_idx on staged (item_id);
drop index staged_idx;
comment on index app.item_day_idx is 'drop index app.item_day_idx';
