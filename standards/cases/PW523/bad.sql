vacuum (full, analyze) app.item; -- expect
cluster app.item using item_day_idx; -- expect
cluster; -- expect
vacuum full; -- expect

do $do$
begin
    execute 'vacuum full app.item'; -- expect
    cluster app.item using item_day_idx; -- expect
end;
$do$;
