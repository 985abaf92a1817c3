begin;
select plan(6);

-- The three parts are each broken in one place, in two books.
select fixture.account(11, p_balance => 500);
select fixture.account(12, p_balance => 500, p_book => 2);

select is_empty(
    $$ select * from report.verify() $$,
    'has no row where all is well'
);

set local role report_read;
do $$ begin perform from report.verify(); end $$;
reset role;

select pass('may be read by who may read the reports');

drop trigger transfer_append_only on ledger.transfer;
drop trigger transfer_append_only on ledger.transfer_2026_01;

update ledger.transfer set credit_balance = 501
where book_id = fixture.id(1);

update ledger.transfer set kind = 'reversal', reverses_transfer_id = fixture.id(99)
where book_id = fixture.id(2);

update ledger.account set balance = 499
where
    book_id = fixture.id(2)
    and account_id = fixture.id(12);

select results_eq(
    $$ select * from report.verify() $$,
    $$ values
        (
            'a reversal moves the opposite of a posted transfer', fixture.id(2),
            'transfer ' || fixture.id(12)
        ),
        (
            'an account is what its transfers made it', fixture.id(2),
            'account ' || fixture.id(12)
        ),
        (
            'each balance follows from the one before', fixture.id(1),
            'account ' || fixture.id(11) || ' at version 1'
        ),
        ('the balances of a currency add up to zero', fixture.id(2), 'EUR') $$,
    'has all that any part finds, in one order'
);

-- Whatever this transaction posted is behind its id; nothing is behind a later one.
select results_eq(
    $$ select * from report.verify(pg_current_xact_id()) $$,
    $$ select * from report.verify() $$,
    'has the same when the journal is read from the first breach on'
);

select results_eq(
    $$ select invariant from report.verify((pg_current_xact_id()::text::bigint + 1)::text::xid8) $$,
    $$ values ('the balances of a currency add up to zero') $$,
    'has what is now alone when the journal is read from behind them'
);

select volatility_is('report', 'verify', 'stable', 'reads one snapshot');

select finish();
rollback;
