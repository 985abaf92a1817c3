do $body$
begin
    update app.item set stock = 0; -- expect
    execute 'delete from app.item'; -- expect
    with gone as (
        delete from app.item -- expect
        returning item_id
    )
    insert into app.log (item_id)
    select item_id from gone;
end;
$body$;
