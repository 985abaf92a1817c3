begin;
select plan(17);

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

create function pg_temp.close(p_period_start date default '2026-01-01')
returns table (state text, awaited bigint, is_hashed boolean, replayed boolean)
language sql
as $body$
    select state, awaited, balance_hash is not null and closed_at is not null, replayed
    from api.close_period(fixture.id(1), p_period_start, 'user:7');
$body$;

-- 1 validate

select throws_ok(
    $$ select api.close_period(null, '2026-01-01') $$,
    'LG002', 'A required value is missing.',
    'refuses no book'
);

select results_eq(
    $$ select fixture.facts_of(format('select api.close_period(%L, %L)', book_id, day))
       from (values (null, null), (fixture.id(1), null)) as asked (book_id, day) $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "period_start"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.close_period(fixture.id(1), '2026-01-02') $$,
    'LG010', 'The day is not the first of a month.',
    'refuses another day than a month''s first'
);


-- 4 judge

select throws_ok(
    $$ select api.close_period(fixture.id(1), '2026-01-01', p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.close('2026-03-01') $$,
    'LG205', 'The period can''t take this step now.',
    'refuses a month that is not over'
);


-- 5 write: the fence

select results_eq(
    $$ select * from pg_temp.close() $$,
    $$ values ('closing', null::bigint, false, false) $$,
    'puts up the fence'
);

select results_eq(
    $$ select fenced_xid, drained_xid, closed_at, balance_hash from ledger.period $$,
    $$ values (pg_current_xact_id(), null::xid8, null::timestamptz, null::bytea) $$,
    'notes whose it is'
);

select results_eq(
    $$ select * from pg_temp.close() $$,
    $$ values ('closing', null::bigint, false, false) $$,
    'goes no further in the same transaction: nobody else sees the fence'
);

select results_eq(
    $$ select refusal ->> 'code'
       from (
           values (111, '2025-12-31'::date), (112, '2026-01-31'), (113, '2026-02-01')
       ) as asked (n, day),
       api.post_adjustment(
           fixture.id(1), fixture.id(n), fixture.id(11), fixture.id(12), 1, 'EUR',
           p_value_date => day
       ) $$,
    $$ values ('LG305'), ('LG305'), (null) $$,
    'lets nothing pass the fence, of all days before the month too'
);


-- 5 write: the drain

update ledger.period set fenced_xid = '3';
select pg_temp.close();

select isnt_empty(
    'select from ledger.period where drained_xid is not null', 'notes who began behind the fence'
);


-- 5 write: the seal

select fixture.close_period('2026-01-01');

select results_eq(
    $$ select * from pg_temp.close() $$,
    $$ values ('closed', null::bigint, true, true) $$,
    'is closed when none is awaited, and answers so again'
);

select results_eq(
    $$ select period.period_start, period.state::text, period.closed_at, period.balance_hash
       from api.close_period(fixture.id(1), '2026-01-01') as period $$,
    $$ values (
        '2026-01-01'::date, 'closed', '2026-03-02 12:00:00+00'::timestamptz,
        encode(ledger.hash_period(fixture.id(1), '2026-01-01'), 'hex')
    ) $$,
    'tells the hash'
);

select results_eq(
    $$ select account_id, balance from api.list_period_balances(fixture.id(1), '2026-01-01') $$,
    $$ values (fixture.id(1), -500::numeric), (fixture.id(11), 370), (fixture.id(12), 130) $$,
    'has stored the balances'
);


-- 6 record

select results_eq(
    $$ select topic, subject, payload from audit.event order by topic desc $$,
    $$ values
        ('period.fenced', '2026-01-01', '{"state": "closing", "balance_hash": null}'::jsonb),
        ('period.closed', '2026-01-01', jsonb_build_object(
            'state', 'closed',
            'balance_hash', encode(ledger.hash_period(fixture.id(1), '2026-01-01'), 'hex')
        )) $$,
    'leaves an event for the fence and for the close'
);

select fixture.close_period('2026-02-01');

select results_eq(
    $$ select * from pg_temp.close() $$,
    $$ values ('closed', null::bigint, true, true) $$,
    'answers so behind a later close too'
);

select is(
    fixture.facts_of($$ select pg_temp.close('2025-12-01') $$) ->> 'reopen_first', '2026-02-01',
    'refuses a month before'
);

select fixture.invariants();

select finish();
rollback;
