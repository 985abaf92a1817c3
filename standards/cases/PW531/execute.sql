do $do$
begin
    execute 'alter table app.item add column remark text';
    execute 'delete from app.item where item_id between 1 and 10'; -- expect
end;
$do$;
