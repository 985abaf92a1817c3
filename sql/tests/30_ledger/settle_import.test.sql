begin;
select plan(3);

select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13, p_balance => 7, p_book => 2);

-- As if the accounts had been left behind by what this transaction has posted.
select refusal from api.post_transfer(
    fixture.id(1), fixture.id(101), fixture.id(11), fixture.id(12), 200, 'EUR'
);
update ledger.account set balance = 0, version = 0
where balance_floor = 0;

select ledger.settle_import(fixture.id(1));

select results_eq(
    $$ select account_id, balance::bigint, version from ledger.account
       where account_id in (fixture.id(11), fixture.id(12)) order by account_id $$,
    $$ values (fixture.id(11), 300::bigint, 2::bigint), (fixture.id(12), 200, 1) $$,
    'gives an account what the last transfer of this transaction left it'
);

select results_eq(
    $$ select balance::bigint, version from ledger.account where account_id = fixture.id(13) $$,
    $$ values (0::bigint, 0::bigint) $$,
    'leaves another book alone'
);

-- A hold leaves the account on its other side alone.
select refusal from api.authorise_hold(
    fixture.id(1), fixture.id(102), fixture.id(11), fixture.id(12), 50, 'EUR'
);
select ledger.settle_import(fixture.id(1));

select results_eq(
    $$ select account_id, balance::bigint, version from ledger.account
       where account_id in (fixture.id(11), fixture.id(12)) order by account_id $$,
    $$ values (fixture.id(11), 300::bigint, 3::bigint), (fixture.id(12), 200, 1) $$,
    'takes a hold for a row of its debit account alone'
);

select finish();
rollback;
