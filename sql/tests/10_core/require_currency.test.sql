begin;
select plan(5);

select lives_ok(
    $$ select core.require_currency('EUR') $$,
    'lets a currency in use pass'
);

select lives_ok(
    $$ select core.require_currency('DEM') $$,
    'lets a withdrawn one pass: old statements are in it'
);

select throws_ok(
    $$ select core.require_currency('EUX') $$,
    'LG103', 'There is no such currency to keep an account in.',
    'refuses a code that is on no list'
);

select throws_ok(
    $$ select core.require_currency('XAU') $$,
    'LG103', 'There is no such currency to keep an account in.',
    'refuses gold, which has no minor unit'
);

select is(
    fixture.facts_of($$ select core.require_currency('XAU') $$),
    '{"argument": "currency", "currency": "XAU"}'::jsonb,
    'says which was asked for'
);

select finish();
rollback;
