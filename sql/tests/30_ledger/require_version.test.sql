begin;
select plan(5);

select fixture.account(11);

select lives_ok(
    $$ select ledger.require_version(fixture.id(1), fixture.id(11), null) $$,
    'takes any version for null'
);

select lives_ok(
    $$ select ledger.require_version(
           fixture.id(1), fixture.id(11),
           ledger.settings_version(fixture.id(1), fixture.id(11))
       ) $$,
    'takes the version that is there'
);

select throws_ok(
    $$ select ledger.require_version(fixture.id(1), fixture.id(11), 'x') $$,
    'LG501', 'It is of another version by now than the one that was named.',
    'refuses another'
);

select is(
    fixture.facts_of($$ select ledger.require_version(fixture.id(1), fixture.id(11), 'x') $$),
    jsonb_build_object(
        'argument', 'if_version', 'asked', 'x',
        'version', ledger.settings_version(fixture.id(1), fixture.id(11))
    ),
    'says which is there'
);

select throws_ok(
    $$ select ledger.require_version(fixture.id(1), fixture.id(99), 'x') $$,
    'LG501', null,
    'refuses any version of no account'
);

select finish();
rollback;
