alter table app.item
    add constraint item_party_id_fkey foreign key (party_id) references app.party not valid;
