begin;
select plan(4);

select fixture.book(1);
select fixture.book(2);
select api.open_heading(fixture.id(1), '1000', 'Cash');

select lives_ok(
    $$ select ledger.require_heading(fixture.id(1), '1000', 'heading') $$,
    'lets a heading of the book pass'
);

select lives_ok(
    $$ select ledger.require_heading(fixture.id(1), null, 'heading') $$, 'lets none pass'
);

select throws_ok(
    $$ select ledger.require_heading(fixture.id(2), '1000', 'heading') $$,
    'LG106', 'There is no such heading in this book.',
    'refuses a heading of another book'
);

select is(
    fixture.facts_of($$ select ledger.require_heading(fixture.id(1), '1001', 'parent') $$),
    '{"argument": "parent", "heading": "1001"}',
    'says which, by the name that the caller gave it'
);

select finish();
rollback;
