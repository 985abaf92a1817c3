create rule entry_stays as on delete to app.entry do instead nothing; -- expect
create or replace rule "Log" as
on update to app.entry -- expect
do also insert into app.log (note) values ('changed');
create table app.child (extra text) inherits (app.parent); -- expect
alter table app.child inherit app.other; -- expect
do $$
begin
    create rule later as on insert to app.list do instead nothing; -- expect
    execute 'create table app.last (id bigint) inherits (app.parent)'; -- expect
end
$$;
