create table app.part (part_id uuid default gen_random_uuid());
alter table app.part add column token uuid default gen_random_uuid();
alter table app.item
    add column token uuid,
    add column made_at timestamptz default now(),
    add column day date default current_date,
    add column kind text default lower('A'),
    add column tags jsonb default jsonb_build_object('a', 1),
    add column by text default current_setting('app.actor', true),
    add column ids bigint[] default '{}',
    add column note text default 'gen_random_uuid()';
alter table app.item alter column token set default gen_random_uuid();
