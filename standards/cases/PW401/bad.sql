create table app.entry (
    entry_id bigint primary key,
    day date not null,
    made_at timestamp not null, -- expect
    changed_at timestamp without time zone, -- expect
    "Seen" TIMESTAMP(3)[] -- expect
);
alter table app.entry add column sent_at pg_catalog.timestamp; -- expect
alter table app.entry
    add column note text,
    alter column day type timestamp; -- expect
create domain app.instant as timestamp; -- expect
create type app.span as (first_at timestamptz, last_at timestamp); -- expect
create function app.age(
    p_from timestamp -- expect
) returns interval language sql return now() - p_from;
create function app.last_seen() returns table (
    seen_at timestamp -- expect
) language sql begin atomic select now(); end;
do $$
begin
    create table app.later (
        at timestamp -- expect
    );
    execute 'create table app.last (at timestamp)'; -- expect
end
$$;
