CREATE OR REPLACE FUNCTION app.stock(p_id bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
select stock from app.item where item_id = p_id
$$;
REVOKE ALL ON FUNCTION app.stock FROM public;
