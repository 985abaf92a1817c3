do $do$
declare
    v_stock bigint;
    v_note text;
begin
    execute 'select stock from app.item where item_id = $1' into v_stock using 1; -- expect
    EXECUTE format('SELECT stock FROM app.%I WHERE item_id = 1', 'item') INTO v_stock; -- expect
    execute 'select stock from app.item where item_id = 1' into strict v_stock;
    execute 'select count(*) from app.item' into v_stock;
    execute 'select note from app.item where item_id = 1' into v_note;
    if v_note is null then
        raise 'none';
    end if;
    execute v_note into v_stock;
    execute 'update app.item set note = null where item_id = 1';
    perform v_stock;
end;
$do$;
