alter table app.item
    validate constraint item_note_check,
    alter column note set not null;
