begin;
select plan(6);

select fixture.book(1);

select is_definer('api', 'list_currencies', 'runs as its owner');

select function_privs_are(
    'api', 'list_currencies', array['uuid', 'core.actor', 'core.trace'],
    'api_read', array['EXECUTE'],
    'is open to the clients that read'
);

select throws_ok(
    $$ select * from api.list_currencies(null) $$,
    'LG002', 'A required value is missing.',
    'refuses to list without a book'
);

select throws_ok(
    $$ select * from api.list_currencies(fixture.id(1), 'user:8') $$,
    'LG102', 'There is no such book.',
    'shows nobody the book of somebody else'
);

select results_eq(
    $$ select currency::text, exponent::integer, withdrawn is null
       from api.list_currencies(fixture.id(1), 'user:7')
       where currency in ('BHD', 'DEM', 'EUR', 'JPY', 'XAU') $$,
    $$ values ('BHD', 3, true), ('DEM', 2, false), ('EUR', 2, true), ('JPY', 0, true) $$,
    'lists what accounts are kept in, with what a minor unit is'
);

select is(
    array(select currency::text from api.list_currencies(fixture.id(1))),
    array(
        select currency::text from api.list_currencies(fixture.id(1))
        order by currency
    ),
    'lists in the order of the codes'
);

select finish();
rollback;
