ALTER TABLE app.item ADD CONSTRAINT item_code_key UNIQUE NULLS NOT DISTINCT (code, day); -- expect

do $do$
begin
    alter table app.item add column code text unique; -- expect
    execute 'alter table app.item add unique (code)'; -- expect
end;
$do$;
