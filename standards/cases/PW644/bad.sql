create function app.has_items() returns boolean
language plpgsql stable parallel safe
as $body$
begin
    if (select count(*) from app.item where stock = 0) > 0 then -- expect
        return false;
    end if;
    if count(*) = 0 from app.item then -- expect
        return false;
    end if;
    execute 'select count(item_id) <> 0 from app.item'; -- expect
    perform 1 from app.party p where 1 <= ( -- expect
        select count(1) from app.item i where i.party_id = p.party_id
    );
    return (select COUNT(*) >= 1 from app.item); -- expect
end;
$body$;
