-- The world of the examples (requests.json): the clock stands, ids come one by one, and a loader
-- has staged the statements of two files. Everything else is done by the requests themselves.

select fixture.stop_clock('2026-01-31 12:00:00+00');

create sequence fixture.new_ids start 900001;

create or replace function core.id_within(p_at timestamptz)
returns uuid
language sql
volatile
parallel unsafe
return (
    left(core.id_floor(p_at)::text, 14)
    || '7000-8000-'
    || lpad(nextval('fixture.new_ids')::text, 12, '0')
)::uuid;

grant usage on schema fixture to public;
grant usage on sequence fixture.new_ids to public;

select fixture.book(1, 'demo');
select fixture.statement(1, 0, '{12000,-2500}', p_import => 901, p_source => 'january.sta');
select fixture.statement(1, 0, '{500}', p_import => 902, p_source => 'again.sta', p_account => 'B');
