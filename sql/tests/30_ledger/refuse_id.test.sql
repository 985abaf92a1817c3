begin;
select plan(3);

select throws_ok(
    $$ select ledger.refuse_id(fixture.id(1)) $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'ends the statement'
);

select ledger.add_month('2001-01-01');
select ledger.add_month('2099-12-31');

select is(
    fixture.facts_of($$ select ledger.refuse_id(fixture.id(1)) $$),
    jsonb_build_object(
        'argument', 'transfer_id', 'transfer_id', fixture.id(1),
        'first_month', '2001-01', 'last_month', '2099-12'
    ),
    'says between which months an id may lie'
);

select is(
    fixture.facts_of($$ select ledger.refuse_id(null) $$) ->> 'last_month',
    '2099-12',
    'says so where there is no id'
);

select finish();
rollback;
