begin;
select plan(9);

select fixture.imports();
select fixture.book(2);


-- 1 validate

select throws_ok(
    $$ select api.list_imported_accounts(null) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);

select results_eq(
    $$ select fixture.facts_of(
           format('select api.list_imported_accounts(%L, p_limit => null)', book_id)
       )
       from unnest(array[null, fixture.id(1)]) as book_id $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "limit"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.list_imported_accounts(fixture.id(1), p_limit => 501) $$,
    '23514', 'value for domain core.page_size violates check constraint "page_size_is_in_range"',
    'leaves a page of more than 500 to the domain'
);


-- 4 judge

select throws_ok(
    $$ select api.list_imported_accounts(fixture.id(1), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select is(
    fixture.facts_of($$ select api.list_imported_accounts(fixture.id(3)) $$),
    jsonb_build_object('argument', 'book_id', 'book_id', fixture.id(3)),
    'refuses a book that is not there, and says which'
);


-- The answer

select results_eq(
    $$ select account_name::text, currency::text, statements, lines, balance::bigint
       from api.list_imported_accounts(fixture.id(1), p_actor => 'user:7')
       order by account_name $$,
    $$ values
        ('a.sta:A', 'EUR', 2::bigint, 3::bigint, 805::bigint), ('h.asc:H', 'EUR', 1, 2, 15) $$,
    'counts the lines of the bank, an empty one too, and tells what the account holds'
);

select results_eq(
    $$ select account_id from api.list_imported_accounts(fixture.id(1), p_limit => 1)
       union all
       select following.account_id
       from api.list_imported_accounts(fixture.id(1), p_limit => 1) as first,
       api.list_imported_accounts(fixture.id(1), first.account_id, 1) as following $$,
    $$ select account_id from ledger.account_name where name in ('a.sta:A', 'h.asc:H')
       order by account_id $$,
    'begins after the account that is named, and ends with the limit'
);

select is_empty(
    $$ select * from api.list_imported_accounts(fixture.id(2)) $$,
    'lists nothing of another book'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
