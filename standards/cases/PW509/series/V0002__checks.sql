alter table app.item
    add constraint item_note_check check (note is not null and code is not null) not valid,
    add constraint item_day_check check (day > '2020-01-01') not valid;
