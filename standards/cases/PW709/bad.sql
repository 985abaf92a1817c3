create policy item_write on app.item for insert to app_writer with check (1 = 1); -- expect

do $body$
begin
    create policy item_all on app.item using (TRUE); -- expect
    execute 'alter policy item_read on app.item using (true)'; -- expect
end;
$body$;
