create table app.part (part_id bigint, note text);
insert into app.part (part_id) values (1);
update app.part set note = '';

delete from app.item where item_id = 7;
update app.item set note = 'delete from app.item' where item_id in (select item_id from app.bad);
delete from app.item using app.bad as bad where bad.item_id = item.item_id;
update app.item set stock = 0 where true;

do $do$
declare
    v_item cursor for select item_id from app.item;
begin
    for v_row in v_item loop
        update app.item set stock = 0 where current of v_item;
    end loop;
    execute format('delete from app.item where item_id = %L', 7);
    execute 'delete from app.item where item_id = $1' using 7;
end;
$do$;
