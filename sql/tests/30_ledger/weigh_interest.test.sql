begin;
select plan(9);

select fixture.interest_account();
select fixture.terms('2026-01-01');
select fixture.line(101, 15000, '2026-01-01');

create function pg_temp.weigh(p_through date)
returns table (amount bigint, posted_total numeric, units numeric, since_date date)
language sql
begin atomic
    select
        amount,
        posted_total,
        numerator / 2628000000000 as units,
        since_date
    from ledger.weigh_interest(
        fixture.id(1), fixture.id(12), p_through,
        (
            select version
            from ledger.account
            where account_id = fixture.id(12)
        )
    );
end;

select results_eq(
    $$ select amount, posted_total, round(units, 1), since_date from pg_temp.weigh('2026-01-03') $$,
    $$ values (4::bigint, 4::numeric, 4.5, date '2026-01-01') $$,
    'posts whole units, toward zero, and keeps the rest in the sum'
);

select results_eq(
    $$ select amount from fixture.accrue(111, '2026-01-03') $$, $$ values (4::bigint) $$,
    'is asked after a first accrual'
);

select results_eq(
    $$ select amount, posted_total, round(units, 1), since_date from pg_temp.weigh('2026-01-04') $$,
    $$ values (2::bigint, 6::numeric, 6.0, null::date) $$,
    'posts what the halves of two accruals come to'
);

do $body$
begin
    perform fixture.accrue(112, '2026-01-04');
    perform fixture.accrue(113, '2026-01-05');
    perform fixture.line(114, 10000, '2026-01-04');
end;
$body$;

select results_eq(
    $$ select amount, posted_total, round(units, 1), since_date from pg_temp.weigh('2026-01-06') $$,
    $$ values (5::bigint, 12::numeric, 12.0, date '2026-01-04') $$,
    'mends what a late line changes of days that are accrued'
);

do $body$
begin
    perform fixture.accrue(115, '2026-01-06');
    perform fixture.line(116, -25000, '2026-01-07');
end;
$body$;

select results_eq(
    $$ select amount, round(units, 1), since_date from pg_temp.weigh('2026-01-07') $$,
    $$ values (0::bigint, 12.0, date '2026-01-07') $$,
    'posts nothing where nothing is due, and goes on from the last accrual'
);

select fixture.line(117, -100000, '2025-12-31');

select results_eq(
    $$ select amount, posted_total, round(units, 1), since_date from pg_temp.weigh('2026-01-07') $$,
    $$ values (-70::bigint, -58::numeric, -58.0, date '2025-12-31') $$,
    'takes back what was posted, when a line comes before all days'
);

insert into ledger.account_anchor (book_id, account_id, version, balance)
values (fixture.id(1), fixture.id(12), 1, 15000);

select throws_ok(
    $$ select pg_temp.weigh('2026-01-07') $$,
    'LG011', 'The day is none that can be reckoned with.',
    'refuses to reckon days again whose lines are detached'
);

delete from ledger.account_anchor;
drop trigger interest_accrual_append_only on ledger.interest_accrual;
update ledger.interest_accrual
set
    numerator = 2628000000000::numeric * 3000000000000000,
    posted_total = 7
where transfer_id = fixture.id(115);

update ledger.interest_accrual
set since_date = null;

drop trigger transfer_append_only on ledger.transfer;
drop trigger transfer_append_only on ledger.transfer_2026_01;
delete from ledger.transfer
where transfer_id = fixture.id(117);

select results_eq(
    $$ select amount, posted_total from pg_temp.weigh('2026-01-07') $$,
    $$ values (1000000000000000::bigint, 1000000000000007::numeric) $$,
    'posts no more than one transfer can move, and leaves the rest to the next'
);

select volatility_is('ledger', 'weigh_interest', 'stable', 'reads the snapshot of its caller');

select finish();
rollback;
