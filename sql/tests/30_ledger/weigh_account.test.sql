begin;
select plan(4);

create function pg_temp.weigh(p_account jsonb, p_lowest numeric, p_highest numeric)
returns jsonb
language sql
return ledger.weigh_account(
    jsonb_populate_record(null::ledger.account, jsonb_build_object(
        'book_id', fixture.id(1), 'account_id', fixture.id(11), 'held', 0, 'is_open', true,
        'is_debit_frozen', false, 'is_credit_frozen', false
    ) || p_account),
    p_lowest, p_highest
);

select is_empty(
    $$ select *
       from (values
           ('{}', '-Infinity', 'Infinity'), ('{"balance_floor": -5, "held": 5}', '0', '9'),
           ('{"balance_ceiling": 9}', '-Infinity', '9')
       ) as asked (account, lowest, highest)
       where pg_temp.weigh(account::jsonb, lowest::numeric, highest::numeric) is not null $$,
    'has nothing against an account without limits, nor against one at its limits'
);

select results_eq(
    $$ select answer ->> 'code', (answer -> 'facts') - 'account_id'
       from (values
           ('{"balance_floor": -5, "held": 5}', '-1', '9'), ('{"balance_ceiling": 9}', '0', '10'),
           ('{"balance_floor": 0}', '-Infinity', '0'), ('{"balance_ceiling": 0}', '0', 'Infinity'),
           ('{"is_open": false, "is_debit_frozen": true}', '0', '0'),
           ('{"is_debit_frozen": true, "is_credit_frozen": true}', '0', '0'),
           ('{"is_credit_frozen": true, "balance_floor": 1}', '0', '0')
       ) as asked (account, lowest, highest),
       pg_temp.weigh(account::jsonb, lowest::numeric, highest::numeric) as answer $$,
    $$ values
        ('LG303', '{"asked": "-1", "held": "5", "balance_floor": "-5"}'::jsonb),
        ('LG309', '{"asked": "10", "balance_ceiling": "9"}'),
        ('LG303', '{"asked": "-Infinity", "held": "0", "balance_floor": "0"}'),
        ('LG309', '{"asked": "Infinity", "balance_ceiling": "0"}'),
        ('LG304', '{}'), ('LG316', '{}'), ('LG317', '{}') $$,
    'refuses one unit more either way, what any limit would stop, and what is frozen or closed'
);

select is(
    pg_temp.weigh('{"is_open": false}', 0, 0) #>> '{facts,account_id}', fixture.id(11)::text,
    'says which account'
);

select is(ledger.weigh_account(null, -1, 1), null, 'has nothing against an account not there yet');

select finish();
rollback;
