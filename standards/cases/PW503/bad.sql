reindex index app.item_day_idx; -- expect
reindex (verbose) table app.item; -- expect
reindex (concurrently false) schema app; -- expect
reindex database; -- expect

do $do$
begin
    reindex table app.item; -- expect
    execute 'reindex table app.item'; -- expect
end;
$do$;
