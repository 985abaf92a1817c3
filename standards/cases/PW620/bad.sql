create function app.lost() returns setof bigint
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $body$
begin
    delete from app.item where item_id NOT IN (SELECT item_id from app.stock); -- expect
    execute 'select 1 from app.item where party_id <> all (select party_id from app.party)'; -- expect
    if 1 not in (select party_id from app.party where name is not distinct from 'a') then -- expect
        return query select i.item_id
        from app.item i
        where not (i.party_id in (select p.party_id from app.party p)); -- expect
    end if;
end;
$body$;
