create function app.stock(p_item_id bigint) returns bigint
language plpgsql stable parallel safe
as $body$
declare
    v_stock bigint;
    v_name text;
    v_rows bigint;
    v_row record;
begin
    select count(*), max(stock) into v_rows, v_stock from app.item;
    select coalesce(sum(stock), 0) into v_stock from app.item where item_id = p_item_id;
    select stock into strict v_stock from app.item where item_id = p_item_id;
    select exists (select from app.item) into v_name;
    select item_id into v_rows from app.stock_of(p_item_id);
    insert into app.log (text) values ('a') returning log_id into v_rows;
    select stock into v_stock from app.item where item_id = p_item_id;
    select i.kind into v_row from app.item i where i.item_id = p_item_id;
    if v_row.kind is null then
        raise notice 'none';
    end if;
    select name into v_name from app.item where item_id = p_item_id;
    if not found then
        return null;
    end if;
    -- select stock into v_stock from app.item
    return coalesce(v_stock, 0);
end;
$body$;
