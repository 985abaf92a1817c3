do $body$
declare
    v_note text = null;
begin
    v_note := null;
    v_note = null;
    update app.item set note = null where item_id = 1;
    perform app.settle(p_note => null);
    perform 1 from app.item where note is not distinct from null;
    perform 1 from app.item where kind in ('a', null) or note is null;
    raise notice 'note = null';
end;
$body$;
