do $do$
begin
    for i in 1..10 loop
        update app.item set note = '' where item_id = i;
        commit; -- expect
    end loop;
end;
$do$;
