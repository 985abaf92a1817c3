begin;
select plan(4);

-- Two books with the same accounts. What must hold breaks in book 2 alone.
select fixture.account(11, p_balance => 500);
select fixture.account(11, p_balance => 500, p_book => 2);
select fixture.account(12, p_book => 2, p_currency => 'USD');

select is_empty(
    $$ select * from report.verify_accounts() $$,
    'has no row where all is well'
);

update ledger.account set balance = balance + 1
where
    book_id = fixture.id(2)
    and account_id = fixture.id(12);

select results_eq(
    $$ select * from report.verify_accounts() $$,
    $$ values ('the balances of a currency add up to zero', fixture.id(2), 'USD') $$,
    'names book and currency of what does not add up'
);

alter table ledger.account drop constraint account_balance_check;
update ledger.account set balance_floor = 1000
where
    book_id = fixture.id(2)
    and account_id = fixture.id(11);

select results_eq(
    $$ select book_id, place from report.verify_accounts()
       where invariant = 'no balance is below its floor' $$,
    $$ values (fixture.id(2), 'account ' || fixture.id(11)) $$,
    'names book and account of what is too low'
);

select volatility_is('report', 'verify_accounts', 'stable', 'reads the snapshot of its caller');

select finish();
rollback;
