create function app.names() returns setof text
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $body$
begin
    return query select p.name from app.item i natural left join app.party p; -- expect
    execute 'select p.name from app.item i NATURAL JOIN app.party p'; -- expect
    perform 1
    from app.log l
    join (select i.item_id from app.item i natural join app.party p) x -- expect
        on x.item_id = l.item_id;
end;
$body$;
