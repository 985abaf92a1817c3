select i.item_id from app.item i join app.party p using (party_id);

select i.item_id from app.item i cross join app.party p;

do $body$
begin
    -- natural join app.party
    perform 'a natural join b';
end;
$body$;
