alter table app.item
    drop constraint if exists "Item_Stock", -- expect
    alter column note drop not null; -- expect
alter domain app.amount drop constraint amount_is_positive; -- expect
alter domain app.amount drop not null; -- expect

do $do$
begin
    alter table app.item drop constraint item_party_id_fkey; -- expect
    execute 'alter table app.item drop constraint item_code_key'; -- expect
end;
$do$;
