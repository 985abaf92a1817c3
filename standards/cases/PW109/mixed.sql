-- One statement is in capitals, where the file is not.
comment on table app.item is 'SELECT what is there FROM the shelf.';
SELECT item_id FROM app.item WHERE item_id = 1; -- expect
Insert into app.log (what) values ('SELECT'); -- expect
select item_id as "FROM" from app.item where note = 'WHERE';
select CURRENT_TIMESTAMP, TG_OP, X.id from app.item as X;
do $do$
begin
    PERFORM app.f(); -- expect
    execute 'DELETE from app.item where item_id = 1'; -- expect
end;
$do$;
update app.item set note = '' where item_id = 1;
