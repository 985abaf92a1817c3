alter table app.item validate constraint item_note_check;
alter table app.item validate constraint item_day_check;
