create table app.part (part_id bigint, note text);
update app.part set note = '' where note is null;
create temporary table staged (item_id bigint, note text);
delete from staged where note is null;

update app.item set note = '' where item_id between 1 and 500 and note is null;
update app.item set note = '' where item_id >= 1 and item_id < 500 and note is null;
delete from app.item where item_id = any (array[1, 2]);
delete from app.item where item_id in (1, 2, 3);
delete from app.item where item_id in (
    select item_id from app.item where note is null order by item_id limit 500
);
update app.item set note = staged.note from staged where staged.item_id = item.item_id;
update app.item set note = fix.note
from (values (1, 'a'), (2, 'b')) as fix (item_id, note)
where fix.item_id = item.item_id;

with batch as (
    select item_id from app.item where note is null order by item_id limit 500
)
update app.item set note = '' from batch where batch.item_id = item.item_id;

create procedure app.fill_notes() language plpgsql
as $body$
begin
    loop
        update app.item set note = '' where note is null;
        exit when not found;
        commit;
    end loop;
end;
$body$;

do $do$
declare
    v_item_id bigint;
begin
    for v_item_id in select item_id from app.item where note is null loop
        update app.item set note = '' where item_id = v_item_id;
    end loop;
    raise notice 'update app.item set note = null where note is null';
end;
$do$;
