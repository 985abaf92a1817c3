-- The rows of V0004: what importers and clients rely on. An old list is seen here.

begin;
select plan(8);

select results_eq(
    $$ select count(*) from core.currency where withdrawn is null $$,
    $$ values (178::bigint) $$,
    'has every currency of the list in use'
);

select results_eq(
    $$ select count(*) from core.currency where withdrawn is not null $$,
    $$ values (129::bigint) $$,
    'has every withdrawn one that is not in use again'
);

select results_eq(
    $$ select currency::text, exponent::integer from core.currency
       where currency in ('CLF', 'EUR', 'JPY', 'KWD') order by currency $$,
    $$ values ('CLF', 4), ('EUR', 2), ('JPY', 0), ('KWD', 3) $$,
    'knows how many decimals a minor unit stands for'
);

select results_eq(
    $$ select currency::text, exponent::integer, withdrawn from core.currency
       where currency in ('DEM', 'FRF', 'HRK') order by currency $$,
    $$ values ('DEM', 2, '2002-03'), ('FRF', 2, '2002-03'), ('HRK', 2, '2023-01') $$,
    'gives a withdrawn one two decimals, and the last date of the list'
);

select results_eq(
    $$ select currency::text from core.currency where exponent is null order by currency $$,
    $$ values ('XAG'), ('XAU'), ('XBA'), ('XBB'), ('XBC'), ('XBD'), ('XDR'), ('XPD'), ('XPT'),
       ('XSU'), ('XTS'), ('XUA'), ('XXX') $$,
    'knows which ones no account is kept in'
);

select is_empty(
    $$ select currency from core.currency where currency in ('RON', 'PEN') and withdrawn <> '' $$,
    'takes a code that is in use again for one in use'
);

select throws_ok(
    $$ insert into core.currency (currency, currency_name, list_date)
       values ('eur', 'Euro', '2026-01-01') $$,
    '23514',
    'value for domain core.currency_code violates check constraint "currency_code_is_iso_4217"',
    'takes no code in other letters'
);

select throws_ok(
    $$ insert into core.currency (currency, currency_name, exponent, list_date)
       values ('EUX', 'Euro', 5, '2026-01-01') $$,
    '23514',
    'new row for relation "currency" violates check constraint "currency_exponent_check"',
    'takes no exponent above four'
);

select finish();
rollback;
