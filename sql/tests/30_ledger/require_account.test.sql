begin;
select plan(4);

select fixture.account(11);
select fixture.account(12, p_book => 2);

select lives_ok(
    $$ select ledger.require_account(fixture.id(1), fixture.id(11)) $$,
    'lets pass who asks for an account of the book'
);

select throws_ok(
    $$ select ledger.require_account(fixture.id(1), fixture.id(12)) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an account of another book'
);

select is(
    fixture.facts_of($$ select ledger.require_account(fixture.id(1), fixture.id(12)) $$),
    jsonb_build_object('argument', 'account_id', 'account_id', fixture.id(12)),
    'says which'
);

select throws_ok(
    $$ select ledger.require_account(fixture.id(1), null) $$,
    'LG101', 'There is no such account in this book.',
    'refuses no account'
);

select finish();
rollback;
