begin;
select plan(7);

select fixture.book(1, 'user:7');
select fixture.book(2, 'user:8');

select lives_ok(
    $$ select core.require_book('user:7', fixture.id(1)) $$,
    'lets an actor of the book pass'
);

select lives_ok(
    $$ select core.require_book(null, fixture.id(2)) $$,
    'lets a login without an actor pass, whatever the book'
);

select throws_ok(
    $$ select core.require_book('user:7', fixture.id(2)) $$,
    'LG102', 'There is no such book.',
    'refuses an actor of another book'
);

select throws_ok(
    $$ select core.require_book(null, fixture.id(3)) $$,
    'LG102', 'There is no such book.',
    'refuses a book that is not there'
);

select throws_ok(
    $$ select core.require_book(null, null) $$,
    'LG102', 'There is no such book.',
    'refuses null: it is no book'
);

select is(
    fixture.facts_of($$ select core.require_book('user:7', fixture.id(2)) $$),
    jsonb_build_object('argument', 'book_id', 'book_id', fixture.id(2)),
    'says which book was asked for'
);

select is(
    fixture.facts_of($$ select core.require_book('user:7', fixture.id(2)) $$) - 'book_id',
    fixture.facts_of($$ select core.require_book('user:7', fixture.id(3)) $$) - 'book_id',
    'gives nothing away: the book of another looks like none'
);

select finish();
rollback;
