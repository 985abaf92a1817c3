create function app.items(p_name text) returns setof bigint
language plpgsql stable
as $body$
begin
    return query execute format('select item_id from app.%I', p_name);
end;
$body$;

create function api.items(p_name text) returns setof bigint
language plpgsql stable
as $body$
begin
    -- execute 'select 1'
    return query select item_id from app.items(p_name) item_id;
end;
$body$;
