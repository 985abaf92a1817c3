alter table app.item validate constraint item_party_id_fkey;
