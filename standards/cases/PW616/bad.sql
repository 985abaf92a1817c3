create function app.lock_all(p_ids bigint[], p_party_id bigint) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_id bigint;
begin
    perform 1 from app.item where item_id = any(p_ids) for update; -- expect
    for v_id in
        select item_id
        from app.item -- expect
        where party_id = p_party_id
        FOR NO KEY UPDATE
    loop
        null;
    end loop;
    with held as (
        select item_id from app.item where stock > 1 limit 10 for share -- expect
    )
    update app.item i set stock = 0 from held h where i.item_id = h.item_id;
    execute 'select 1 from app.item for update'; -- expect
end;
$body$;
