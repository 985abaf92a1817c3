begin;
select plan(4);

select throws_ok(
    $$ select procwright.refuse('PR101') $$,
    'PR101', 'There is no such API key.',
    'ends the statement with the code and its registered title'
);

select is(
    fixture.facts_of($$ select procwright.refuse('PR101', '{"argument": "key_id"}') $$),
    '{"argument": "key_id"}'::jsonb,
    'hands the facts over in the detail'
);

select throws_ok(
    $$ select procwright.refuse('PR999') $$,
    'P0001', 'error code PR999 is not in procwright.error_register()',
    'tells a programmer who used a code that is not registered'
);

select throws_ok(
    $$ select procwright.refuse(null) $$,
    'P0001', 'error code <NULL> is not in procwright.error_register()',
    'lets no null pass'
);

select finish();
rollback;
