alter table app.item
    add column total bigint generated always as (price * stock) stored; -- expect

do $do$
begin
    alter table app.item
        add column words tsvector generated always as (to_tsvector('simple', note)) stored; -- expect
    execute 'alter table app.item add half int generated always as (stock / 2) stored'; -- expect
end;
$do$;
