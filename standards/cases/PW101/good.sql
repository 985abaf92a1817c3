CREATE TABLE APP.Entry (
    Entry_ID bigint PRIMARY KEY,
    "body_text" text not null,
    "order" bigint not null,
    straße text,
    _hidden text,
    note text default '"bodyText"' -- "bodyText"
);
select entry_id as "entryId", "bodyText" from app."Entry" where entry_id = 1;
insert into app."Entry" ("bodyText") values ('x');
drop table app."Old";
alter table app."Entry" rename to entry_2;
alter table app."Entry" add column note text;
create temporary table "Seen" ("madeAt" timestamptz);
comment on table app."Entry" is 'Old';
grant select on app."Entry" to reader;
do $$
declare
    "vBody" text;
begin
    execute 'create table app.last (id bigint primary key)'; -- "bodyText"
end
$$;
