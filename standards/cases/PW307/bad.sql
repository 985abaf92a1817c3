create index entry_all_idx on app.entry (a, b, c, d, e); -- expect
CREATE INDEX CONCURRENTLY IF NOT EXISTS entry_more_idx ON "App".entry USING btree (a, b DESC, lower(c), d, e, f); -- expect
do $$
begin
    create index on app.entry (a, b, c, d, e) where a > 1; -- expect
    execute 'create index entry_last_idx on app.entry (a, b, c, d, e) include (f)'; -- expect
end
$$;
