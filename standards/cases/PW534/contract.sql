-- Contract  release 14 reads items without a party: docs/adr/0040-items-alone.md

alter table app.item drop constraint item_party_id_fkey, alter column party_id drop not null;
alter domain app.amount drop constraint amount_is_positive;
