alter table app.item
    add column seen_at timestamptz default now(),
    add column made_at timestamptz not null default clock_timestamp(), -- expect
    add column code text default upper(md5(random()::text)); -- expect

do $do$
begin
    alter table app.item add column token uuid default extensions.uuid_generate_v4(); -- expect
    execute 'alter table app.item add column token uuid default gen_random_uuid()'; -- expect
    execute $sql$alter table app.item add no int default nextval('app.item_no')$sql$; -- expect
end;
$do$;
