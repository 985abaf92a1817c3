begin;
select plan(5);

select fixture.book();
select fixture.book(2);
select api.set_metadata_schema(fixture.id(1), 'income', '{"title": "b"}');
select api.set_metadata_schema(fixture.id(1), 'asset', '{"title": "a"}');
select api.set_metadata_schema(fixture.id(2), 'equity', '{"title": "c"}');

select throws_ok(
    $$ select api.get_metadata_schemas(null) $$,
    'LG002', 'A required value is missing.', 'refuses to look into no book'
);

select is(
    fixture.facts_of($$ select api.get_metadata_schemas(null) $$),
    '{"argument": "book_id"}', 'says so'
);

select throws_ok(
    $$ select api.get_metadata_schemas(fixture.id(1), 'user:8') $$,
    'LG102', 'There is no such book.', 'refuses another actor'
);

select results_eq(
    $$ select kind::text, schema::jsonb from api.get_metadata_schemas(fixture.id(1), 'user:7') $$,
    $$ values ('asset', '{"title": "a"}'::jsonb), ('income', '{"title": "b"}') $$,
    'reads those of the book, in the order of the kinds'
);

select fixture.invariants();

select finish();
rollback;
