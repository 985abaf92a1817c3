alter table app.item
    add constraint item_pkey primary key (item_id); -- expect

do $do$
begin
    alter table app.item add column item_no bigint primary key; -- expect
    execute 'alter table app.item add primary key (item_id)'; -- expect
end;
$do$;
