select item_id from app.item order by item_id limit 3;

select item_id from app.item where exists (select item_id from app.party limit 1);

select count(*) from app.item limit 1;

select item_id from app.item limit 0;

select item_id from app.item limit null;

select item_id from app.item limit all;

select n from generate_series(1, 9) n limit 3;

select x.n from (values (1), (2)) x (n) order by x.n limit 1;

(select item_id from app.item) union (select item_id from app.old_item) order by item_id limit 1;

do $body$
declare
    v_id bigint;
begin
    perform 1 from app.item where stock > 0 limit 1;
    select coalesce(max(item_id), 0) into v_id from app.item limit 1;
    -- select item_id from app.item limit 1
    raise notice 'select item_id from app.item limit 1';
end;
$body$;
