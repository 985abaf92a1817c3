create table app.item (item_id bigint primary key, is_sold boolean not null);
alter table app.item enable row level security;
create or replace view app.sold as select item_id from app.item; -- expect

do $body$
begin
    create view app.other with (security_barrier) as select item_id from app.unknown; -- expect
    execute 'create view app.third with (security_invoker = false) as select 1 from app.item'; -- expect
end;
$body$;
