create table app.entry (
    entry_id bigint primary key,
    "bodyText" text not null, -- expect
    "two words" text, -- expect
    constraint "entryKey" unique ("bodyText") -- expect
);
create table app."Entry" (entry_id bigint primary key); -- expect
alter table app.entry add column "2nd" text; -- expect
create index "Entry_idx" on app.entry (entry_id); -- expect
create view app."EntryList" as select entry_id from app.entry; -- expect
create schema "App"; -- expect
create function app.sum(
    "Left" bigint -- expect
) returns bigint language sql return 1;
create function app."sumOf"() returns bigint language sql return 1; -- expect
create type app."Kind" as enum ('A', 'B'); -- expect
create trigger "Entry_log" before update on app.entry -- expect
for each row execute function app.log();
alter table app.entry rename column body to "bodyText"; -- expect
do $$
begin
    create table app.later (
        id bigint primary key,
        "madeAt" timestamptz -- expect
    );
    execute 'create sequence app."numberOf"'; -- expect
end
$$;
