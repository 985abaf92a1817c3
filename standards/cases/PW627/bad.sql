create function app.stock(p_item_id bigint) returns bigint
language plpgsql stable parallel safe
as $body$
declare
    v_stock bigint;
    v_row record;
begin
    SELECT stock INTO v_stock FROM app.item WHERE item_id = p_item_id; -- expect
    if v_stock > 1 then
        select -- expect
            kind,
            stock
        into v_row
        from app.item
        where item_id = p_item_id;
    end if;
    select max(stock) into v_stock from app.item group by kind; -- expect
    return v_row.stock;
end;
$body$;
