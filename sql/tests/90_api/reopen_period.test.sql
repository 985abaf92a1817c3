begin;
select plan(14);

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
create temporary table sealed as
table ledger.period;
create temporary table held as
table ledger.period_balance;

-- 1 validate

select throws_ok(
    $$ select api.reopen_period(null, '2026-01-01', 'why') $$,
    'LG002', 'A required value is missing.',
    'refuses no book'
);

select results_eq(
    $$ select fixture.facts_of(format('select api.reopen_period(%L, %L, %L)', book_id, day, reason))
       from (values
           (null, null, null), (fixture.id(1), null, null), (fixture.id(1), '2026-01-01', null)
       ) as asked (book_id, day, reason) $$,
    $$ values
        ('{"argument": "book_id"}'::jsonb), ('{"argument": "period_start"}'),
        ('{"argument": "reason"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.reopen_period(fixture.id(1), '2026-01-02', 'why') $$,
    'LG010', 'The day is not the first of a month.',
    'refuses another day than a month''s first'
);


-- 4 judge

select throws_ok(
    $$ select api.reopen_period(fixture.id(1), '2026-01-01', 'why', p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select api.reopen_period(fixture.id(1), '2026-01-01', '') $$, '23514', null,
    'refuses a reason without a word'
);

insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2026-02-01', 'closing');

select throws_ok(
    $$ select api.reopen_period(fixture.id(1), '2026-01-01', 'why') $$,
    'LG205', 'The period can''t take this step now.',
    'refuses a month before one that is closing'
);

select results_eq(
    $$ select state::text, balance_hash, replayed
       from api.reopen_period(fixture.id(1), '2026-02-01', 'too early') $$,
    $$ values ('open', null::text, false) $$,
    'takes the fence away'
);


-- 3 replay, 5 write, 6 record

select results_eq(
    $$ select period_start, state::text, balance_hash, replayed
       from
           generate_series(1, 2) as time (n),
           api.reopen_period(fixture.id(n / n), '2026-01-01', 'forgot one', 'user:7') $$,
    $$ select
           period_start, 'open', case when n = 1 then encode(balance_hash, 'hex') end, n = 2
       from sealed, generate_series(1, 2) as n $$,
    'opens it once, tells the hash that was, and answers so again'
);

select is_empty('select * from ledger.period_balance', 'takes the balances away');

select results_eq(
    $$ select topic, subject, payload, recorded_by::text
       from audit.event where recorded_by = 'user:7' $$,
    $$ select
           'period.reopened', '2026-01-01', jsonb_build_object(
               'state', 'open', 'state_before', 'closed', 'reason', 'forgot one',
               'closed_at', closed_at, 'balance_hash', encode(balance_hash, 'hex')
           ), 'user:7'
       from sealed $$,
    'leaves an event with the hash and the reason'
);

select fixture.close_period('2026-01-01');

select results_eq(
    $$ select balance_hash, closed_at from ledger.period where state = 'closed' $$,
    $$ select balance_hash, closed_at from sealed $$,
    'comes to the same hash when nothing was added'
);

select api.reopen_period(fixture.id(1), '2026-01-01', 'forgot one');
select api.post_transfer(
    fixture.id(1), fixture.id(110), fixture.id(11), fixture.id(12), 1, 'EUR',
    p_value_date => '2025-12-31'
);
select fixture.close_period('2026-01-01');

select results_eq(
    $$ select held.account_id, held.balance - before.balance
       from ledger.period_balance as held inner join held as before using (account_id)
       where held.balance <> before.balance order by account_id $$,
    $$ values (fixture.id(11), -1::numeric), (fixture.id(12), 1) $$,
    'lets it close anew, with what was added'
);

select isnt(
    (select max(balance_hash::text) from ledger.period),
    (select max(balance_hash::text) from sealed),
    'which has another hash'
);

select fixture.invariants();

select finish();
rollback;
