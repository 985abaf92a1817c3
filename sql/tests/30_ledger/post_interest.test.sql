begin;
select plan(8);

select fixture.interest_account();
select fixture.line(101, 10000, '2026-01-01');

create function pg_temp.post(
    p_transfer integer,
    p_amount bigint,
    p_through date default '2026-01-04',
    p_transfer_id uuid default null
)
returns ledger.interest_accrual
language plpgsql
as $body$
declare
    v_accrual ledger.interest_accrual;
begin
    v_accrual.book_id := fixture.id(1);
    v_accrual.transfer_id := coalesce(p_transfer_id, fixture.id(p_transfer));
    v_accrual.account_id := fixture.id(12);
    v_accrual.through_date := p_through;
    v_accrual.version := 1;
    v_accrual.settled_version := 1;
    v_accrual.principal := 10000;
    v_accrual.since_date := '2026-01-01';
    v_accrual.numerator := p_amount * 2628000000000;
    v_accrual.amount := p_amount;
    v_accrual.posted_total := p_amount;
    v_accrual.recorded_by := 'user:7';
    v_accrual.trace := repeat('a', 32);
    return ledger.post_interest(v_accrual, fixture.id(21));
end;
$body$;

do $body$
begin
    perform pg_temp.post(102, 7);
    perform pg_temp.post(103, -3, '2026-01-05');
    perform pg_temp.post(104, 0, '2026-01-06');
end;
$body$;

select results_eq(
    $$ select
           transfer_id, kind::text, debit_account_id, credit_account_id, amount::bigint,
           value_date, recorded_by::text, trace::text
       from ledger.transfer
       where kind = 'interest'
       order by transfer_id $$,
    $$ values
        (
            fixture.id(102), 'interest', fixture.id(21), fixture.id(12), 7::bigint,
            date '2026-01-04', 'user:7', repeat('a', 32)
        ),
        (
            fixture.id(103), 'interest', fixture.id(12), fixture.id(21), 3,
            '2026-01-05', 'user:7', repeat('a', 32)
        ) $$,
    'moves what is above zero to the account, what is below from it, and nothing for zero'
);

select results_eq(
    $$ select
           transfer_id, through_date, amount::bigint, posted_total, refusal is null,
           recorded_by::text, trace::text, recorded_at
       from ledger.interest_accrual
       order by transfer_id $$,
    $$ select
           fixture.id(n), day, amount::bigint, amount::numeric, true, 'user:7', repeat('a', 32),
           core.now()
       from (values
           (102, date '2026-01-04', 7), (103, '2026-01-05', -3), (104, '2026-01-06', 0)
       ) as accrual (n, day, amount) $$,
    'records each accrual, zero too'
);

select throws_ok(
    $$ select pg_temp.post(null, 0, '2026-01-07', '016f5e66-e800-7000-8000-000000000111') $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id of no month though it posts nothing'
);

insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2025-12-01', 'closed');

select results_eq(
    $$ select amount::bigint, refusal ->> 'code' from pg_temp.post(105, 7, '2025-12-31') $$,
    $$ values (null::bigint, 'LG305') $$,
    'answers with the refusal of the transfer'
);

select results_eq(
    $$ select
           num_nonnulls(version, settled_version, principal, since_date, numerator, posted_total),
           refusal
       from ledger.interest_accrual
       where transfer_id = fixture.id(105) $$,
    $$ select 0, refusal from ledger.transfer where transfer_id = fixture.id(105) $$,
    'records a refused one without figures'
);

select results_eq(
    $$ select refusal ->> 'code' from pg_temp.post(101, 7) $$,
    $$ values ('LG301') $$,
    'refuses the id of a transfer'
);

select is_empty(
    $$ select from ledger.interest_accrual where transfer_id = fixture.id(101) $$,
    'leaves no row of that'
);

select throws_ok(
    $$ select pg_temp.post(106, 7) $$,
    '23505',
    'duplicate key value violates unique constraint "interest_accrual_through_key"',
    'can''t accrue a day twice'
);

select finish();
rollback;
