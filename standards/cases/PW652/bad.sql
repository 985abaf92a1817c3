create procedure app.fill(p_ids bigint[])
language plpgsql
as $body$
declare
    v_row record;
    v_id bigint;
begin
    for v_row in select item_id from app.item loop
        if v_row.item_id > 1 then
            begin
                update app.item set stock = 0 where item_id = v_row.item_id;
            exception -- expect
                when check_violation then
                    perform app.note(v_row.item_id);
            end;
        end if;
    end loop;
    foreach v_id in array p_ids loop
        begin
            insert into app.item (item_id) values (v_id);
        EXCEPTION WHEN unique_violation THEN -- expect
            continue;
        end;
    end loop;
    for i in 1..100 loop
        begin
            perform app.settle(i);
            continue;
        exception when check_violation then null; -- expect
        end;
    end loop;
    while v_id > 0 loop
        begin
            v_id := v_id - 1;
            perform app.settle(v_id);
        exception when check_violation then null; -- expect
        end;
    end loop;
end;
$body$;
