create table app.party (party_id bigint primary key);
create table app.item (item_id bigint primary key, party_id bigint);
