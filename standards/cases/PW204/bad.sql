create table app.entry (
    entry_id bigint primary key check (entry_id > 0), -- expect
    stock bigint not null,
    check (stock >= 0) -- expect
);
alter table app.entry add check (stock < 100) not valid; -- expect
alter table app.entry
    add column size bigint
    CHECK (size > 0); -- expect
create domain app.amount as bigint check (value > 0); -- expect
alter domain app.amount add check (value < 100); -- expect
do $$
begin
    alter table app.item add check (stock > 0); -- expect
    execute 'create table app.last (id bigint primary key check (id > 0))'; -- expect
end
$$;
