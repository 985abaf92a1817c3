alter table only app.item
    add column remark text default 'a, b',
    add constraint item_party_id_fkey foreign key (party_id) references app.party, -- expect
    add column party_id bigint references app.party (party_id); -- expect

do $do$
begin
    alter table if exists app."Item" add foreign key ("PartyId") references app.party; -- expect
    execute 'alter table app.item
        add foreign key (party_id) references app.party'; -- expect
end;
$do$;
