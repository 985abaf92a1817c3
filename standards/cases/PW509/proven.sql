alter table app.item validate constraint item_note_check;
alter table app.item alter column note set not null;
alter table app.item drop constraint item_note_check;
