delete from app.log where made_at < now() - interval '90 days'; -- expect
delete from app.log where day <= current_date - 30; -- expect
update app.item set note = '' where CURRENT_TIMESTAMP - interval '1 year' > made_at; -- expect

do $do$
begin
    delete from app.log where made_at < now() - '90 days'::interval; -- expect
    execute 'delete from app.log where made_at < now()'; -- expect
end;
$do$;

delete from app.log where made_at < now() - interval '90 days' and log_id between 1 and 500;
delete from app.log where log_id in (
    select log_id from app.log where made_at < now() - interval '90 days' order by log_id limit 500
);
update app.item set seen_at = now() where item_id = 1;
