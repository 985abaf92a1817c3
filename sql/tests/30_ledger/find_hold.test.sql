begin;
select plan(5);

-- Hold 101 of account 11 is open, 102 was refused, 103 is a transfer.
select fixture.account(11, p_balance => 500);
select fixture.account(12);

do $body$
begin
    perform api.authorise_hold(
        fixture.id(1), fixture.id(n), fixture.id(11), fixture.id(12), amount, 'EUR'
    )
    from (values (101, 100), (102, 401)) as asked (n, amount);
    perform api.post_transfer(
        fixture.id(1), fixture.id(103), fixture.id(11), fixture.id(12), 1, 'EUR'
    );
end;
$body$;

select results_eq(
    $$ select hold_id, debit_account_id, credit_account_id, remaining::bigint, state::text
       from ledger.find_hold(fixture.id(1), fixture.id(101)) $$,
    $$ values (fixture.id(101), fixture.id(11), fixture.id(12), 100::bigint, 'open') $$,
    'is the hold as it is now'
);

select throws_ok(
    $$ select ledger.find_hold(fixture.id(1), fixture.id(102)) $$,
    'LG105', 'There is no such hold in this book.',
    'finds none that was refused'
);

select is(
    fixture.facts_of($$ select ledger.find_hold(fixture.id(1), fixture.id(103)) $$),
    jsonb_build_object('argument', 'hold_id', 'hold_id', fixture.id(103)),
    'takes no transfer for a hold, and says which'
);

select throws_ok(
    $$ select ledger.find_hold(fixture.id(2), fixture.id(101)) $$,
    'LG105', 'There is no such hold in this book.',
    'does not look into another book'
);

select fixture.invariants();

select finish();
rollback;
