alter table app.item
    add column code text check (code <> ''), -- expect
    add constraint item_stock_check check (stock >= 0), -- expect
    add check (price > 0) no inherit; -- expect

do $do$
begin
    alter table app.item add constraint "Item_Note" check (note <> 'not valid'); -- expect
    execute $sql$
        alter table app.item
            add constraint item_day_check check (day > '2020-01-01') -- expect
    $sql$;
end;
$do$;
