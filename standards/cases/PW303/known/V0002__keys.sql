alter table app.thing
    add constraint thing_item_id_fkey foreign key (item_id) references app.item (item_id) not valid;
alter table app.thing
    add constraint thing_kind_id_fkey foreign key (kind_id) references app.kind (kind_id) not valid; -- expect
