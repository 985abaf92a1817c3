-- What it does when it may commit is shown by scripts/close_period_test.py: a test that is rolled
-- back can't let it.

begin;
select plan(2);

select fixture.book();
select fixture.stop_clock('2026-03-02 12:00:00+00');

select throws_ok(
    $$ call client.close_period(fixture.id(1), '2026-01-01') $$,
    '2D000', 'invalid transaction termination',
    'can not be called inside a transaction block'
);

select is_empty('select period_start from ledger.period', 'leaves nothing there');

select finish();
rollback;
