create table app.item (
    item_id bigint,
    note text not null,
    constraint item_note_check check (note is not null),
    constraint item_id_check check (item_id is not null)
);
