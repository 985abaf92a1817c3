begin;
select plan(5);

select throws_ok(
    $$ select core.refuse('LG001') $$,
    'LG001', 'The two accounts of a transfer must differ.',
    'ends the statement with the code and its registered title'
);

select is(
    fixture.facts_of($$ select core.refuse('LG101', '{"argument": "account_id"}') $$),
    '{"argument": "account_id"}'::jsonb,
    'hands the facts over in the detail'
);

select is(
    fixture.facts_of($$ select core.refuse('LG001') $$), '{}'::jsonb,
    'needs no facts where there are none'
);

select throws_ok(
    $$ select core.refuse('LG303') $$,
    'P0001', 'error code LG303 is returned by core.refusal(), never raised',
    'leaves class 3 to the other door'
);

select throws_ok(
    $$ select core.refuse('LG999') $$,
    'P0001', 'error code LG999 is not in core.error_register()',
    'tells a programmer who used a code that is not registered'
);

select finish();
rollback;
