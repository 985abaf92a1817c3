create table app.entry (
    entry_id bigint primary key,
    label varchar(40) not null, -- expect
    note CHARACTER VARYING(200) -- expect
);
alter table app.entry add column if not exists place varchar(80); -- expect
alter table app.entry alter column place type varchar(120); -- expect
create type app.pair as (
    one varchar(10) -- expect
);
do $$
begin
    alter table app.entry add column tag varchar(8); -- expect
    execute 'create table app.later (name varchar(3) primary key)'; -- expect
end
$$;
