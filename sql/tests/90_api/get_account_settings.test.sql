begin;
select plan(6);

select fixture.account(11, p_balance => 500);
select api.open_heading(fixture.id(1), '1', 'Cash');
select api.set_account_limits(fixture.id(1), fixture.id(11), -20, 900, 7, 8);
select api.set_account_heading(fixture.id(1), fixture.id(11), '1');
select api.set_account_metadata(fixture.id(1), fixture.id(11), '{"a": 1}');


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format('select api.get_account_settings(%L, null)', book_id))
       from unnest(array[null, fixture.id(1)]) as book_id $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "account_id"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.get_account_settings(null, fixture.id(11)) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);


-- 4 judge

select throws_ok(
    $$ select api.get_account_settings(fixture.id(1), fixture.id(11), 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select api.get_account_settings(fixture.id(1), fixture.id(99)) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an unknown account'
);


-- The answer

select results_eq(
    $$ select
           account_id, state::text, balance_floor::bigint, balance_ceiling::bigint,
           transfer_limit::bigint, day_limit::bigint, heading::text, metadata::jsonb, version
       from api.get_account_settings(fixture.id(1), fixture.id(11), 'user:7') $$,
    $$ values (
        fixture.id(11), 'open', -20::bigint, 900::bigint, 7::bigint, 8::bigint, '1',
        '{"a": 1}'::jsonb, ledger.settings_version(fixture.id(1), fixture.id(11))
    ) $$,
    'tells all that is set, and the version of it'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
