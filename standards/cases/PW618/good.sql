create function app.sell(p_item_id bigint) returns void
language plpgsql
as $body$
begin
    update app.item set stock = 0 where item_id = p_item_id;
    perform app.write_audit('sold');
end;
$body$;

create function app.buy(p_item_id bigint) returns void
language sql
as $body$
    with bought as (
        update app.item set stock = 1 where item_id = p_item_id returning item_id
    )
    insert into audit.event (item_id) select item_id from bought;
$body$;

create function app.note(p_text text) returns void
language sql
as $body$ insert into app.item_history (text) values (p_text) $body$;

create function app.touch() returns trigger
language plpgsql
as $body$
begin
    update app.party set touched_at = now() where party_id = new.party_id;
    return new;
end;
$body$;

create function app.sort() returns bigint
language plpgsql
as $body$
begin
    create temporary table sorted (item_id bigint);
    insert into sorted (item_id) values (1);
    insert into pg_temp.sorted (item_id) values (1);
    return (select stock from app.item where item_id = 1);
end;
$body$;

do $body$
begin
    update app.item set stock = 0 where item_id = 1;
end;
$body$;
