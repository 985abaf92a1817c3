create table app.movement (movement_id bigint primary key);

comment on table app.movement is 'What happened. @journal movement key=movement_id';

create table app.item (item_id bigint primary key);

create trigger item_audit after update on app.item
for each row execute function app.keep();

create function app.put(p_id bigint) returns void
language sql
as $body$
    insert into app.movement (movement_id) values (p_id);
$body$;

create function app.sell(p_id bigint) returns void
language sql
as $body$
    update app.item set item_id = p_id where item_id = p_id;
$body$;

create function app.fill(p_id bigint) returns void
language sql
as $body$
    insert into app.stock (item_id) values (p_id); -- expect
$body$;
