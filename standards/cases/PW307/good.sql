create index entry_all_idx on app.entry (a, b, c, d);
create index entry_more_idx on app.entry (a, b) include (c, d, e, f);
create unique index entry_all_key on app.entry (a, b, c, d, e);
create table app.entry (a int, b int, c int, d int, e int, primary key (a, b, c, d, e));
select 'create index x on app.entry (a, b, c, d, e)'; -- (a, b, c, d, e)
create index entry_brin_idx on app.entry using brin (a, b, c, d, e);
do $$
begin
    execute 'create index entry_last_idx on app.entry (a) include (b, c, d, e)';
end
$$;
