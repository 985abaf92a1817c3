create table app.part (part_id bigint, note text);
create index part_note_idx on app.part (note);
reindex (concurrently false) table app.part;
drop index app.part_note_idx;
