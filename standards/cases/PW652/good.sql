create procedure app.fill(p_ids bigint[])
language plpgsql
as $body$
declare
    v_row record;
    v_id bigint;
begin
    begin
        for v_row in select item_id from app.item loop
            update app.item set stock = 0 where item_id = v_row.item_id;
        end loop;
    exception
        when check_violation then
            perform app.note('exception when');
    end;
    for i in 1..3 loop
        begin
            perform app.settle(i);
            exit;
        exception when serialization_failure then null;
        end;
    end loop;
    for v_row in select name from (values ('a'), ('b')) as role (name) loop
        begin
            execute format('create role %I', v_row.name);
        exception when duplicate_object then null;
        end;
    end loop;
    for i in 1..v_id loop
        begin
            perform app.settle(i);
            exit;
        exception when lock_not_available then null;
        end;
    end loop;
    loop
        begin
            insert into app.item (item_id) values (1);
            return;
        exception when unique_violation then null;
        end;
    end loop;
    for v_row in select item_id from app.item loop
        begin
            update app.item set stock = 0 where item_id = v_row.item_id;
        exception when check_violation then null;
        end;
        commit;
    end loop;
end;
$body$;
