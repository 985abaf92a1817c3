create function app.lock_all(p_ids bigint[], p_party_id bigint, p_id bigint) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_stock bigint;
begin
    perform 1 from app.item where item_id = any(p_ids) order by item_id for update;
    perform 1 from app.item where item_id = p_id for update;
    perform 1 from app.item i where i.party_id = p_party_id and i.id = p_id for no key update;
    perform 1 from app.item where stock > 1 for update skip locked;
    perform 1 from app.item where stock > 1 for update nowait;
    perform 1 from app.item where stock > 1 order by item_id limit 1 for update;
    select stock into strict v_stock from app.item where kind = 'a' and place = 3 for update;
    -- select 1 from app.item for update
    raise notice 'select 1 from app.item for update';
end;
$body$;
