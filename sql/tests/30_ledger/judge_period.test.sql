begin;
select plan(17);

select fixture.stop_clock('2026-03-31 23:59:59+00');
select fixture.book(1);

create function pg_temp.judge(p_period_start date, p_step text default 'close')
returns text
language sql
return (ledger.judge_period(fixture.id(1), p_period_start, p_step)).state;

create function pg_temp.facts(p_period_start date, p_step text default 'close')
returns jsonb
language sql
return fixture.facts_of(format('select pg_temp.judge(%L, %L)', p_period_start, p_step))
- 'argument' - 'step' - 'period_start';


-- The month is over

select is(
    pg_temp.judge('2026-02-01'), 'open', 'lets the last month that is over close, as the first'
);

select throws_ok(
    $$ select pg_temp.judge('2026-03-01') $$,
    'LG205', 'The period can''t take this step now.',
    'refuses to close a month on its last day'
);

select is(
    fixture.facts_of($$ select pg_temp.judge('2026-03-01') $$),
    '{"argument": "period_start", "period_start": "2026-03-01", "step": "close", "state": "open",
      "not_before": "2026-04-01"}',
    'says from when on it may'
);

select is(
    pg_temp.facts('2026-03-01', 'soft_close') ->> 'not_before', '2026-04-01',
    'refuses to close it softly too'
);

select fixture.stop_clock('2026-03-31 23:59:59.999999+00');

select is(
    pg_temp.facts('2026-03-01') ->> 'not_before', '2026-04-01',
    'refuses to close a month in its last moment'
);

select fixture.stop_clock('2026-04-01 00:00:00+00');

select results_eq(
    $$ select pg_temp.judge('2026-03-01'), pg_temp.judge('2026-03-01', 'soft_close') $$,
    $$ values ('open', 'open') $$,
    'lets it close from the first moment of the next'
);

insert into ledger.period (book_id, period_start, state)
select
    fixture.id(2) as book_id,
    '2025-10-01' as period_start,
    'open' as state
from (select fixture.book(2)) as made;

select is(
    pg_temp.judge('2026-03-01'), 'open', 'asks no month of another book'
);

select fixture.stop_clock('2026-03-31 23:59:59+00');

select is(pg_temp.judge('2026-03-01', 'reopen'), 'open', 'has nothing against one that is open');


-- One after the other

insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2025-11-01', 'closed');

select results_eq(
    $$ select pg_temp.facts(month) ->> 'close_first', pg_temp.facts(month) ->> 'reopen_first'
       from unnest(array['2025-10-01', '2026-01-01', '2026-02-01']::date[]) as month $$,
    $$ values (null, '2025-11-01'), ('2025-12-01', null), ('2025-12-01', null) $$,
    'refuses a month before a closed one, and one that leaves another out'
);

select results_eq(
    $$ select pg_temp.judge('2025-11-01'), pg_temp.judge('2025-12-01') $$,
    $$ values ('closed', 'open') $$,
    'lets the next one close, and the closed one again'
);

insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2025-12-01', 'closing');

select is(
    pg_temp.facts('2026-01-01'), '{"state": "open", "close_first": "2025-12-01"}',
    'refuses a month behind one that is only closing'
);

select is(pg_temp.judge('2025-12-01'), 'closing', 'lets a close go on');

select is(
    pg_temp.facts('2025-11-01', 'reopen'), '{"state": "closed", "reopen_first": "2025-12-01"}',
    'refuses to open a month before one that is closing'
);

select is(pg_temp.judge('2025-12-01', 'reopen'), 'closing', 'lets the last one open');

select is(
    pg_temp.facts('2025-12-01', 'soft_close'), '{"state": "closing", "reopen_first": "2025-12-01"}',
    'refuses to close softly what is closing'
);

update ledger.period set state = 'open'
where period_start = '2025-12-01';

select is(
    pg_temp.facts('2026-01-01') ->> 'close_first', '2025-12-01',
    'refuses a month behind one that was opened again'
);

select is(
    pg_temp.judge('2026-01-01', 'soft_close'), 'open', 'lets months close softly in any order'
);

select finish();
rollback;
