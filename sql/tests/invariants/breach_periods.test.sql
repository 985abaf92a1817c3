-- The negative control of fixture.invariants() for periods: every invariant is broken by hand, and
-- seen named.

begin;
select plan(12);

-- Account 11 got 500 in January, from account 1, and gave 12 100 for December, 30 for January, then
-- 7 for February; 12 was refused once. Account 13 was never moved.
select fixture.stop_clock('2026-03-02 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13);

do $body$
begin
    perform api.post_transfer(
        fixture.id(1), fixture.id(n), fixture.id(debit), fixture.id(credit), amount, 'EUR',
        p_value_date => day
    )
    from (values
        (101, 11, 12, 100, '2025-12-31'::date), (102, 11, 12, 30, '2026-01-31'),
        (103, 11, 12, 7, '2026-02-01'), (104, 12, 11, 900, '2026-01-31')
    ) as asked (n, debit, credit, amount, day);
end;
$body$;

select fixture.close_period('2026-01-01');
select fixture.close_period('2026-02-01');
select fixture.drop_guards();

select is(fixture.broken_by('select'), '{}', 'finds nothing where all is well');

create function pg_temp.sees(p_change text, p_invariant text, p_says text)
returns text
language sql
return is(fixture.broken_by(p_change) @> array[p_invariant], true, p_says);

select
    pg_temp.sees(
        'update ledger.period_balance set ' || assigned,
        'a closed month holds what its transfers come to',
        'sees that ' || assigned
    )
from unnest(array[
    'debits = debits + 1', 'credits = credits + 1', 'balance = balance - 1',
    'last_version = last_version - 1', 'next_version = next_version + 9'
]) as wrong (assigned);

select pg_temp.sees(
    'delete from ledger.period_balance where account_id = fixture.id(12)',
    'a closed month holds what its transfers come to', 'sees that an account is missing'
);

select pg_temp.sees(
    $$ update ledger.period set balance_hash = sha256('') $$,
    'a closed month has the hash of its balances', 'sees another hash'
);

select pg_temp.sees(
    $$ update ledger.period set state = 'open' where period_start = '2026-01-01' $$,
    'a month closes right behind the one before', 'sees an open month before a closed one'
);

select pg_temp.sees(
    $$ insert into ledger.period (book_id, period_start, state)
       values (fixture.id(1), '2026-04-01', 'closing') $$,
    'a month closes right behind the one before', 'sees a month that was left out'
);

select pg_temp.sees(
    $$ update ledger.transfer
       set value_date = '2026-01-31', recorded_at = recorded_at + interval '1 day'
       where transfer_id = fixture.id(103) $$,
    'nothing is booked into a closed month', 'sees what slipped in'
);

select fixture.breaks_all_of('verify_periods');

select finish();
rollback;
