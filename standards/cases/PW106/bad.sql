create table loose (id bigint primary key); -- expect
create table app.entry (
    entry_id bigint primary key,
    item_id bigint references item (item_id) -- expect
);
alter table Loose add column note text; -- expect
drop table if exists loose; -- expect
drop function app.f(bigint), f(bigint); -- expect
create function twice(p_id bigint) returns bigint language sql return 2 * p_id; -- expect
create view app.list as
select entry_id from "Entry"; -- expect
create type kind as enum ('a', 'b'); -- expect
create domain amount as bigint; -- expect
create index entry_x_idx on entry (x); -- expect
with few as (select 1 as id)
insert into entry (entry_id) -- expect
select id from few;
do $$
declare
    v_id bigint;
begin
    update entry set note = '' where entry_id = 1; -- expect
    select entry_id into v_id from app.entry join item using (item_id); -- expect
    execute 'create table last (id bigint primary key)'; -- expect
    execute format('delete from item where %I = 1', 'x'); -- expect
end
$$;
create function app.stock(p_id bigint) returns bigint language sql as $$
select stock from item where item_id = p_id -- expect
$$;
