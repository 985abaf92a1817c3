create table app.entry (entry_id bigint not null, note text); -- expect
create table if not exists "App"."Entry" ( -- expect
    id bigint generated always as identity unique
);
create unlogged table app.stage (line text); -- expect
create table app.part (item_id bigint not null) partition by range (item_id); -- expect
create table app.copy as -- expect
select item_id from app.item;
create table app.shape (like app.item); -- expect
create schema other create table other.thing (id bigint); -- expect
do $$
begin
    create table app.later ( -- expect
        id bigint
    );
    execute 'create table app.last (id bigint)'; -- expect
end
$$;
