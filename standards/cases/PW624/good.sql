create temporary table staged (item_id bigint, name text);

insert into staged values (1, 'a');

insert into app.item default values;

do $body$
declare
    v_item app.item;
begin
    insert into app.item (item_id, name) select item_id, name from app.old_item;
    insert into app.item values (v_item.*);
    insert into app.item select v_item.*;
    -- insert into app.item values (1)
    raise notice 'insert into app.item values (1)';
end;
$body$;
