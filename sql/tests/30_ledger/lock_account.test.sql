begin;
select plan(5);

select fixture.account(11, p_balance => 500);
select fixture.book(2);

select results_eq(
    $$ select account_id, balance::bigint
       from ledger.lock_account(fixture.id(1), fixture.id(11)) $$,
    $$ values (fixture.id(11), 500::bigint) $$,
    'gives the row'
);

select matches(
    (
        select prosrc from pg_proc
        where oid = 'ledger.lock_account'::regproc
    ),
    'for no key update;',
    'takes the lock of a posting, which keeps no foreign key waiting'
);

select throws_ok(
    $$ select ledger.lock_account(fixture.id(2), fixture.id(11)) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an account of another book'
);

select is(
    fixture.facts_of($$ select ledger.lock_account(fixture.id(2), fixture.id(11)) $$),
    jsonb_build_object('argument', 'account_id', 'account_id', fixture.id(11)),
    'says which'
);

select fixture.invariants();

select finish();
rollback;
