create or replace procedure app.proc()
language sql
begin atomic
select 1;
end;
select 2;
