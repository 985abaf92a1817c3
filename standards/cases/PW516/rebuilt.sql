drop materialized view if exists app.daily;
create materialized view app.daily as select day from app.item group by day;

drop materialized view app.weekly; -- expect
do $do$
begin
    execute 'drop materialized view app.monthly'; -- expect
end;
$do$;
