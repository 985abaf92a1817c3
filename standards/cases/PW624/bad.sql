create procedure app.fill()
language plpgsql
set search_path = pg_catalog, pg_temp
as $body$
begin
    INSERT INTO app."Item" values (1, 'a'); -- expect
    insert into app.item select item_id, name from app.old_item; -- expect
    execute $sql$insert into app.item table app.old_item$sql$; -- expect
    with gone as (delete from app.item where item_id = 1 returning item_id)
    insert into app.log select item_id from gone; -- expect
end;
$body$;
