create domain app.label as varchar(10); -- expect
create domain app.price as numeric(12, 2) constraint price_positive check (value > 0); -- expect
create domain app.code as CHARACTER(3); -- expect
create domain "Kind" as char; -- expect
create domain app.labels as varchar(10)[]; -- expect
create domain app.mask as bit varying(8); -- expect
do $$
begin
    create domain app.later
        as numeric(5); -- expect
    execute 'create domain app.last as pg_catalog.varchar(4) not null'; -- expect
end
$$;
