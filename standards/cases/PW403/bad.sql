create table app.entry (
    entry_id bigint primary key,
    code char(3) not null, -- expect
    flag CHARACTER(1), -- expect
    kind char, -- expect
    marks bpchar[] -- expect
);
alter table app.entry
    add column side character(4), -- expect
    alter column entry_id type bigint;
alter table app.entry alter column code set data type char(5); -- expect
create function app.kind_of(
    p_code char(3) -- expect
) returns text language sql return p_code;
do $$
begin
    create table app.later (
        code char(2) -- expect
    );
    execute format('alter table %I.entry add column tag char(8)', 'app'); -- expect
end
$$;
