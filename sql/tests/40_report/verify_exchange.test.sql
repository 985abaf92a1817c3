begin;
select plan(5);

select fixture.exchange_accounts();
select fixture.exchange(101, p_fee => 50);
select fixture.exchange(102, 1000000);

select is_empty(
    $$ select * from report.verify_exchange() $$,
    'has no row where all is well'
);

drop trigger exchange_append_only on ledger.exchange;

update ledger.exchange set remainder_parts = 1
where refusal is null;

select results_eq(
    $$ select * from report.verify_exchange() $$,
    $$ values (
        'an exchange gives what its rates come to', fixture.id(1), 'exchange ' || fixture.id(101)
    ) $$,
    'names the exchange that gave another amount'
);

update ledger.exchange set
    remainder_parts = 0,
    fee = 51
where refusal is null;

select results_eq(
    $$ select * from report.verify_exchange(pg_current_xact_id()) $$,
    $$ values (
        'the transfers of an exchange are its figures', fixture.id(1),
        'transfer ' || ledger.exchange_transfer_id(fixture.id(101), 3)
    ) $$,
    'names the transfer that moves another amount'
);

select is_empty(
    $$ select * from report.verify_exchange(
           (pg_current_xact_id()::text::bigint + 1)::text::xid8
       ) $$,
    'leaves out what earlier transactions exchanged'
);

select volatility_is('report', 'verify_exchange', 'stable', 'reads the snapshot of its caller');

select finish();
rollback;
