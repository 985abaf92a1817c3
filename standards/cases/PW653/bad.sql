create function api.items(p_name text) returns setof bigint
language plpgsql stable
as $body$
declare
    v_id bigint;
    v_items refcursor;
begin
    for v_id in execute format('select item_id from app.%I', p_name) loop -- expect
        return next v_id;
    end loop;
    return query execute 'select item_id from app.item'; -- expect
    open v_items for execute 'select item_id from app.item'; -- expect
end;
$body$;
