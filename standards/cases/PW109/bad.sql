do $$
begin
    IF true then -- expect
        null;
    END IF;
end
$$;
create function app.stock(p_id bigint) returns bigint language sql stable as $$
select stock
FROM app.item -- expect
where item_id = p_id
$$;
do $$
declare
    v_n bigint := 1;
begin
    update app.item set stock = 1 WHERE item_id = 1; -- expect
    execute 'SELECT 1'; -- expect
    execute $q$delete from app.item Where item_id = 1$q$; -- expect
    create function app.inner() returns bigint language sql as 'SELECT ''its'''; -- expect
end
$$;
