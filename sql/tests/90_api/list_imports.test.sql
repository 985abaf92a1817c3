begin;
select plan(9);

select fixture.imports();
select fixture.book(2);


-- 1 validate

select throws_ok(
    $$ select api.list_imports(null) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);

select results_eq(
    $$ select fixture.facts_of(
           format('select api.list_imports(%L, p_limit => null)', book_id)
       )
       from unnest(array[null, fixture.id(1)]) as book_id $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "limit"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.list_imports(fixture.id(1), p_limit => 501) $$,
    '23514', 'value for domain core.page_size violates check constraint "page_size_is_in_range"',
    'leaves a page of more than 500 to the domain'
);


-- 4 judge

select throws_ok(
    $$ select api.list_imports(fixture.id(1), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select is(
    fixture.facts_of($$ select api.list_imports(fixture.id(3)) $$),
    jsonb_build_object('argument', 'book_id', 'book_id', fixture.id(3)),
    'refuses a book that is not there, and says which'
);


-- The answer

select results_eq(
    $$ select
           import_id, source::text, statements, posted, refused, lines, broken, gaps,
           recorded_by::text, recorded_at
       from api.list_imports(fixture.id(1), p_actor => 'user:7') $$,
    $$ values
        (fixture.id(900), 'a.sta', 2::bigint, 2::bigint, 0::bigint, 3::bigint, 1::bigint,
         1::bigint, 'user:7', timestamptz '2026-01-31 12:00:00+00'),
        (fixture.id(901), 'h.asc', 1, 1, 0, 2, 1, 0, 'user:7', '2026-01-31 12:00:00+00'),
        (fixture.id(902), 'r.sta', 3, 0, 3, 0, 0, 0, 'user:7', '2026-01-31 12:00:00+00') $$,
    'counts what each import left behind, and leaves out one of duplicates alone'
);

select results_eq(
    $$ select import_id from api.list_imports(fixture.id(1), fixture.id(900), 1) $$,
    $$ values (fixture.id(901)) $$,
    'begins after the import that is named, and ends with the limit'
);

select is_empty(
    $$ select * from api.list_imports(fixture.id(2)) $$,
    'lists nothing of another book'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
