alter table app.item drop constraint item_note_check;
alter table app.item drop constraint item_id_check; -- expect
