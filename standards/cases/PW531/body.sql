do $do$
begin
    alter table app.item alter column note drop default;
    insert into app.log (item_id) -- expect
    select item_id from app.item;
    delete from app.item where item_id = 1;
end;
$do$;
