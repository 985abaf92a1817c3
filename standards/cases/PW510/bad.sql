alter table app.item
    add column code text,
    add column "Remark" text not null, -- expect
    add column if not exists day date constraint item_day_nn not null; -- expect

do $do$
begin
    alter table app.item add party_id bigint not null references app.party; -- expect
    execute 'alter table app.item add column note text not null'; -- expect
end;
$do$;
