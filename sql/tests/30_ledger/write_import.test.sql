begin;
select plan(3);

select fixture.book(1);
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.statement(1, 1000, array[-100, 0, 30], p_off => 5);
select fixture.statement(2, 900, array[7]);

-- It posts what the journal says, so the whole import runs.
select count(*) from fixture.post_import();

create view pg_temp.posted as
select
    transfer.transfer_id,
    transfer.kind,
    debit.name as debit,
    transfer.debit_version,
    transfer.debit_balance,
    credit.name as credit,
    transfer.credit_version,
    transfer.credit_balance,
    transfer.amount,
    transfer.value_date,
    transfer.memo,
    transfer.recorded_by,
    transfer.trace,
    transfer.recorded_at,
    transfer.xid
from ledger.transfer
inner join ledger.account_name as debit on transfer.debit_account_id = debit.account_id
inner join ledger.account_name as credit on transfer.credit_account_id = credit.account_id;

select results_eq(
    $$ select
           kind::text, debit::text, debit_version, debit_balance::bigint,
           credit::text, credit_version, credit_balance::bigint, amount::bigint
       from pg_temp.posted order by transfer_id $$,
    $$ values
        ('opening', 'opening:EUR', 1::bigint, -1000::bigint, 'a.sta:A', 1::bigint, 1000::bigint,
         1000::bigint),
        ('transfer', 'a.sta:A', 2, 900, 'clearing:EUR', 1, 100, 100),
        ('transfer', 'clearing:EUR', 2, 70, 'a.sta:A', 3, 930, 30),
        ('break', 'suspense:EUR', 1, -5, 'a.sta:A', 4, 935, 5),
        ('gap', 'a.sta:A', 5, 900, 'gap:EUR', 1, 35, 35),
        ('transfer', 'clearing:EUR', 3, 63, 'a.sta:A', 6, 907, 7) $$,
    'posts openings, gaps, lines and breaks in the order of the file, with what they leave behind'
);

select results_eq(
    $$ select value_date, memo::text from pg_temp.posted order by transfer_id $$,
    $$ values
        (date '2026-01-10', 'statement 1'), (date '2026-01-11', 'ref 1'),
        (date '2026-01-11', 'line 3'), (date '2026-01-12', 'statement 1'),
        (date '2026-01-10', 'statement 2'), (date '2026-01-11', 'ref 1') $$,
    'books a line on its day, an opening and a break on that of their balance'
);

select results_eq(
    $$ select distinct recorded_by::text, trace::text, recorded_at, xid, core.id_time(transfer_id)
       from pg_temp.posted $$,
    $$ values (
        'user:7', repeat('a', 32), timestamptz '2026-01-31 12:00:00+00', pg_current_xact_id(),
        timestamptz '2026-01-31 12:00:00+00'
    ) $$,
    'says who asked, in which request, when, and in which transaction'
);

select finish();
rollback;
