create index concurrently item_note_idx on app.item (note); -- expect
alter table app.item add column code text;
