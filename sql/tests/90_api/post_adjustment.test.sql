begin;
select plan(11);

-- Account 11 holds 500; December is closed, January closed softly.
select fixture.account(11, p_balance => 500);
select fixture.account(12);
insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2025-12-01', 'closed'), (fixture.id(1), '2026-01-01', 'soft_closed');
select fixture.stop_clock('2026-02-03 12:00:00+00');

create function pg_temp.adjust(
    p_transfer integer,
    p_amount bigint default 100,
    p_value_date date default '2026-01-31'
)
returns table (debit_balance bigint, credit_balance bigint, replayed boolean, code text)
language sql
as $body$
    select debit_balance, credit_balance, replayed, refusal ->> 'code'
    from api.post_adjustment(
        fixture.id(1), fixture.id(p_transfer), fixture.id(11), fixture.id(12), p_amount, 'EUR',
        'accrual', p_value_date, 'user:7'
    );
$body$;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.post_adjustment(%L, %L, %L, %L, %L, %L)',
           book, id, debit, credit, amount, currency
       ))
       from (values
           (null, null, null, null, null, null),
           (fixture.id(1), null, null, null, null, null),
           (fixture.id(1), fixture.id(101), null, null, null, null),
           (fixture.id(1), fixture.id(101), fixture.id(11), null, null, null),
           (fixture.id(1), fixture.id(101), fixture.id(11), fixture.id(12), null, null),
           (fixture.id(1), fixture.id(101), fixture.id(11), fixture.id(12), 1, null)
       ) as asked (book, id, debit, credit, amount, currency) $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array[
           'book_id', 'transfer_id', 'debit_account_id', 'credit_account_id', 'amount', 'currency'
       ]) as name $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.post_adjustment(null, null, null, null, null, null) $$,
    'LG002', 'A required value is missing.',
    'refuses to adjust no book'
);

select throws_ok(
    $$ select api.post_adjustment(
           fixture.id(1), fixture.id(101), fixture.id(11), fixture.id(11), 1, 'EUR'
       ) $$,
    'LG001', 'The two accounts of a transfer must differ.',
    'refuses one account on both sides'
);


-- 4 judge

select throws_ok(
    $$ select api.post_adjustment(
           fixture.id(1), fixture.id(101), fixture.id(11), fixture.id(12), 1, 'EUR',
           p_actor => 'user:8'
       ) $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select results_eq(
    $$ select * from pg_temp.adjust(101, 501) $$,
    $$ values (null::bigint, null::bigint, false, 'LG303') $$,
    'is bound to the floor'
);

select results_eq(
    $$ select * from pg_temp.adjust(102, 1, '2025-12-31') $$,
    $$ values (null::bigint, null::bigint, false, 'LG305') $$,
    'refuses a closed month'
);


-- 3 replay, 5 write, 6 record

select results_eq(
    $$ select adjusted.*
       from generate_series(1, 2) as time (n), pg_temp.adjust(103 * n / n) as adjusted $$,
    $$ values (400::bigint, 100::bigint, false, null), (400, 100, true, null) $$,
    'posts into a month that is closed softly, once'
);

select results_eq(
    $$ select refusal ->> 'code' from api.post_transfer(
           fixture.id(1), fixture.id(103), fixture.id(11), fixture.id(12), 100, 'EUR', 'accrual',
           '2026-01-31'
       ) $$,
    $$ values ('LG301') $$,
    'is no transfer to who repeats it as one'
);

select results_eq(
    $$ select kind::text, memo::text, value_date, recorded_by::text
       from ledger.transfer where transfer_id = fixture.id(103) $$,
    $$ values ('adjustment', 'accrual', '2026-01-31'::date, 'user:7') $$,
    'is in the journal as what it is'
);

select results_eq(
    $$ select code from pg_temp.adjust(104, 1, '2026-02-03') $$,
    $$ values (null::text) $$,
    'posts into an open month too'
);

select fixture.invariants();

select finish();
rollback;
