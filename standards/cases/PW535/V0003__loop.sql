do $do$
begin
    for i in 1..10 loop
        update app.item set note = '' where item_id = i;
        commit;
    end loop;
end;
$do$;
