begin;
select plan(22);

select fixture.book();
select fixture.book(2, p_actor => 'user:8');
select fixture.stop_clock('2026-01-31 12:00:00+00');

create function pg_temp.open_account(
    p_number integer,
    p_currency text default 'EUR',
    p_name text default null,
    p_floor bigint default 0,
    p_actor text default 'user:7',
    p_book integer default 1
)
returns table (
    account_id uuid,
    currency text,
    name text,
    balance_floor bigint,
    replayed boolean,
    refusal jsonb
)
language sql
begin atomic
    select
        account_id,
        currency,
        name,
        balance_floor,
        replayed,
        refusal
    from api.open_account(
        fixture.id(p_book), fixture.id(p_number), p_currency, p_name, p_floor,
        p_actor => p_actor, p_trace => repeat('a', 32)
    );
end;

-- The statement that leaves out the arguments from one to another, by place.
create function pg_temp.open_without(p_from integer, p_to integer)
returns text
language sql
return format(
    'select api.open_account(%L, %L, %L)',
    case when 1 not between p_from and p_to then fixture.id(1) end,
    case when 2 not between p_from and p_to then fixture.id(11) end,
    case when 3 not between p_from and p_to then 'EUR' end
);


-- 1 validate

select
    throws_ok(
        pg_temp.open_without(n, n),
        'LG002', 'A required value is missing.',
        format('refuses an account whose argument %s is null', n)
    )
from generate_series(1, 3) as n
order by n;

select is(
    fixture.facts_of($$
        select api.open_account(fixture.id(1), fixture.id(11), 'EUR', p_kind => null)
    $$),
    '{"argument": "kind"}',
    'refuses an account of no kind, and says so'
);

select results_eq(
    $$ select fixture.facts_of(pg_temp.open_without(n, 3)) from generate_series(1, 3) as n $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array['book_id', 'account_id', 'currency']) as name $$,
    'names the first of those that are null'
);

select throws_ok(
    $$ select pg_temp.open_account(11, p_floor => 1) $$,
    '23514',
    'value for domain core.opening_floor violates check constraint "opening_floor_is_in_range"',
    'leaves a floor above zero to the domain'
);

select throws_ok(
    $$ select pg_temp.open_account(11, p_floor => -900000000000000001) $$,
    '23514',
    'value for domain core.opening_floor violates check constraint "opening_floor_is_in_range"',
    'leaves a floor that no balance reaches to the domain'
);


-- 4 judge

select results_eq(
    $$ select fixture.facts_of(format(
           'select pg_temp.open_account(11, p_book => %s, p_actor => %L)', book, actor
       ))
       from (values (2, 'user:7'), (3, 'user:7'), (3, null)) as asked (book, actor) $$,
    $$ select jsonb_build_object('argument', 'book_id', 'book_id', fixture.id(book))
       from unnest(array[2, 3, 3]) as book $$,
    'says of a book that the actor may not see what it says of one that is not there'
);

select throws_ok(
    $$ select pg_temp.open_account(11, p_book => 2) $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.open_account(11, 'ABC') $$,
    'LG103', 'There is no such currency to keep an account in.',
    'refuses an unknown currency'
);

select is(
    fixture.facts_of($$ select pg_temp.open_account(11, 'XAU') $$),
    '{"argument": "currency", "currency": "XAU"}',
    'refuses one without a minor unit, and says which'
);

select is_empty(
    $$ select from ledger.account $$,
    'has left nothing so far'
);


-- 5 write

select results_eq(
    $$ select answer.*
       from (values
           (11, 'EUR', 'DE02120300000000202051', 0), (12, 'DEM', null, null),
           (13, 'JPY', null, -900000000000000000)
       ) as asked (number, currency, name, floor),
       pg_temp.open_account(number, currency, name, floor) as answer $$,
    $$ values
        (fixture.id(11), 'EUR', 'DE02120300000000202051', 0::bigint, false, null::jsonb),
        (fixture.id(12), 'DEM', null, null, false, null),
        (fixture.id(13), 'JPY', null, -900000000000000000, false, null) $$,
    'opens one with a name, one in an old currency without a floor, and one with the lowest floor'
);

select results_eq(
    $$ select account_id, currency::text, balance_floor::bigint, names, balance::bigint, version
       from api.list_accounts(fixture.id(1)) $$,
    $$ values
        (
            fixture.id(11), 'EUR', 0::bigint, '{DE02120300000000202051}'::text[],
            0::bigint, 0::bigint
        ),
        (fixture.id(12), 'DEM', null, '{}', 0, 0),
        (fixture.id(13), 'JPY', -900000000000000000, '{}', 0, 0) $$,
    'leaves empty accounts'
);

select results_eq(
    $$ select balance_floor::bigint from api.open_account(fixture.id(1), fixture.id(14), 'EUR') $$,
    $$ values (0::bigint) $$,
    'sets the floor at zero when none is named'
);

select throws_ok(
    $$ select pg_temp.open_account(15, p_name => 'DE02120300000000202051') $$,
    'LG201', 'The name already belongs to another account.',
    'refuses the name of another account'
);

select is(
    fixture.facts_of($$ select pg_temp.open_account(15, p_name => 'DE02120300000000202051') $$),
    '{"argument": "name", "name": "DE02120300000000202051"}',
    'says which'
);

select results_eq(
    $$ select name from pg_temp.open_account(
           11, p_name => 'DE02120300000000202051', p_book => 2, p_actor => 'user:8'
       ) $$,
    $$ values ('DE02120300000000202051') $$,
    'takes the same id and the same name in another book'
);


-- 3 replay

select results_eq(
    $$ select answer.*
       from (values
           (11, 'EUR', 'DE02120300000000202051', 0), (12, 'DEM', null, null)
       ) as asked (number, currency, name, floor),
       pg_temp.open_account(number, currency, name, floor, null) as answer $$,
    $$ values
        (fixture.id(11), 'EUR', 'DE02120300000000202051', 0::bigint, true, null::jsonb),
        (fixture.id(12), 'DEM', null, null, true, null) $$,
    'answers a repeated request as it answered the first'
);

select results_eq(
    $$ select answer.*
       from (values
           (11, 'USD', 'DE02120300000000202051', 0), (11, 'EUR', 'another', 0),
           (11, 'EUR', null, 0), (11, 'EUR', 'DE02120300000000202051', -1),
           (11, 'EUR', 'DE02120300000000202051', null), (14, 'EUR', 'another', 0),
           (14, 'EUR', 'DE02120300000000202051', 0)
       ) as asked (number, currency, name, floor),
       pg_temp.open_account(number, currency, name, floor) as answer $$,
    $$ select fixture.id(number), null, null, null::bigint, false,
           core.refusal('LG301', jsonb_build_object(
               'argument', 'account_id', 'account_id', fixture.id(number)
           ))::jsonb
       from unnest(array[11, 11, 11, 11, 11, 14, 14]) as number $$,
    'refuses the key of another request, whatever differs'
);


-- 6 record

select results_eq(
    $$ select book_id, topic, subject, payload, recorded_by::text, trace::text
       from audit.event
       where subject in (fixture.id(11)::text, fixture.id(12)::text)
       order by book_id, subject $$,
    $$ select
           fixture.id(book), 'account.opened', fixture.id(number)::text, '{
               "kind": "liability", "balance_ceiling": null, "transfer_limit": null,
               "day_limit": null, "heading": null, "metadata": null
           }'::jsonb || payload, actor, repeat('a', 32)
       from (values
           (
               1, 11,
               '{"currency": "EUR", "name": "DE02120300000000202051", "balance_floor": "0"}'::jsonb,
               'user:7'
           ),
           (1, 12, '{"currency": "DEM", "name": null, "balance_floor": null}', 'user:7'),
           (
               2, 11,
               '{"currency": "EUR", "name": "DE02120300000000202051", "balance_floor": "0"}',
               'user:8'
           )
       ) as opened (book, number, payload, actor) $$,
    'leaves one event an account, whatever was repeated or refused'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
