set client_min_messages = warning;
begin;
alter table app.item add column note text;
savepoint here;
release savepoint here;
commit;

do $do$
begin
    loop
        update app.item set note = '' where item_id = 1;
        exit when not found;
        commit;
    end loop;
    raise notice 'commit';
end;
$do$;

create procedure app.fill() language plpgsql
as $body$
begin
    commit;
end;
$body$;
