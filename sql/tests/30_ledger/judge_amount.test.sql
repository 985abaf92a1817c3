begin;
select plan(35);

select fixture.stop_clock('2026-01-31 12:00:00+00');

-- Account 11 gives, account 12 gets. What varies is said, the rest stays.
create function pg_temp.judge(
    p_amount bigint default 100,
    p_debit jsonb default '{}',
    p_credit jsonb default '{}',
    p_kind text default 'transfer'
)
returns core.refusal
language sql
as $body$
    select ledger.judge_amount(
        jsonb_populate_record(null::ledger.transfer, jsonb_build_object(
            'book_id', fixture.id(1), 'transfer_id', fixture.id(100), 'kind', p_kind,
            'debit_account_id', fixture.id(11), 'credit_account_id', fixture.id(12),
            'amount', p_amount, 'currency', 'EUR', 'value_date', '2026-01-31'
        )),
        jsonb_populate_record(null::ledger.account, jsonb_build_object(
            'book_id', fixture.id(1), 'account_id', fixture.id(11), 'currency', 'EUR',
            'balance', 500, 'balance_floor', 0, 'held', 0, 'version', 1, 'is_open', true,
            'spent', 0, 'is_debit_frozen', false, 'is_credit_frozen', false
        ) || p_debit),
        jsonb_populate_record(null::ledger.account, jsonb_build_object(
            'book_id', fixture.id(1), 'account_id', fixture.id(12), 'currency', 'EUR',
            'balance', 200, 'balance_floor', 0, 'held', 0, 'version', 1, 'is_open', true,
            'spent', 0, 'is_debit_frozen', false, 'is_credit_frozen', false
        ) || p_credit)
    );
$body$;

select is(pg_temp.judge(), null, 'has nothing against a transfer that keeps every limit');


-- LG314 of one transfer

select is(
    pg_temp.judge(p_debit => '{"transfer_limit": 100}'), null,
    'lets as much go at once as the account may give'
);

select is(
    pg_temp.judge(101, p_debit => '{"transfer_limit": 100}'),
    core.refusal('LG314', jsonb_build_object(
        'argument', 'amount', 'account_id', fixture.id(11), 'asked', '101', 'transfer_limit', '100'
    )),
    'refuses one unit more'
);

select is(
    pg_temp.judge(101, p_credit => '{"transfer_limit": 100, "day_limit": 100}'), null,
    'does not mind the limits of the account that gets it'
);

select results_eq(
    $$ select kind, refused ->> 'code'
       from unnest(array[
           'adjustment', 'capture', 'exchange', 'fee', 'hold', 'interest', 'opening', 'reversal'
       ]) as kind,
       pg_temp.judge(101, '{"transfer_limit": 100, "held": 101}', p_kind => kind) as refused
       order by kind $$,
    $$ values
        ('adjustment', 'LG314'), ('capture', null), ('exchange', 'LG314'), ('fee', 'LG314'),
        ('hold', 'LG314'), ('interest', null), ('opening', null), ('reversal', null) $$,
    'asks it of what is spent'
);


-- LG315 of a day

select is(
    pg_temp.judge(
        40, p_debit => '{"day_limit": 100, "spent": 60, "spent_date": "2026-01-31"}'
    ),
    null,
    'lets all go that is left of a day'
);

select is(
    pg_temp.judge(
        41, p_debit => '{"day_limit": 100, "spent": 60, "spent_date": "2026-01-31"}'
    ),
    core.refusal('LG315', jsonb_build_object(
        'account_id', fixture.id(11), 'asked', '41', 'available', '40',
        'day_limit', '100', 'spent', '60'
    )),
    'refuses one unit more'
);

select is(
    pg_temp.judge(
        1, p_debit => '{"day_limit": 50, "spent": 60, "spent_date": "2026-01-31"}'
    ) -> 'facts' ->> 'available',
    '0',
    'has nothing left where the limit was lowered since'
);

select is(
    pg_temp.judge(p_debit => '{"day_limit": 100, "spent": 60, "spent_date": "2026-01-30"}'), null,
    'forgets what was spent on the day before'
);

select is(
    pg_temp.judge(101, p_debit => '{"day_limit": 100}') -> 'facts' ->> 'spent', '0',
    'knows that nothing was spent yet'
);

select is(
    pg_temp.judge(
        41, p_debit => '{"day_limit": 100, "spent": 60, "spent_date": "2026-02-01"}'
    ) ->> 'code',
    'LG315',
    'counts with the next day what began before midnight and came after it'
);

select results_eq(
    $$ select kind, refused ->> 'code'
       from unnest(array['capture', 'fee', 'hold', 'interest', 'reversal']) as kind,
       pg_temp.judge(101, '{"day_limit": 100, "held": 101}', p_kind => kind) as refused
       order by kind $$,
    $$ values
        ('capture', null), ('fee', 'LG315'), ('hold', 'LG315'), ('interest', null),
        ('reversal', null) $$,
    'asks it of what is spent'
);


-- LG303 floor

select is(pg_temp.judge(500), null, 'lets all go that is above the floor');

select is(
    pg_temp.judge(501),
    core.refusal('LG303', jsonb_build_object(
        'account_id', fixture.id(11), 'asked', '501', 'available', '500',
        'balance', '500', 'held', '0', 'balance_floor', '0'
    )),
    'refuses one unit more than there is'
);

select is(
    pg_temp.judge(380, p_debit => '{"held": 120}'), null, 'lets all go that is not held'
);

select is(
    pg_temp.judge(381, p_debit => '{"held": 120}') -> 'facts',
    jsonb_build_object(
        'account_id', fixture.id(11), 'asked', '381', 'available', '380',
        'balance', '500', 'held', '120', 'balance_floor', '0'
    ),
    'refuses one unit of what is held'
);

select is(
    pg_temp.judge(120, p_debit => '{"held": 500}', p_kind => 'capture'), null,
    'lets a capture take of what was held for it'
);

select is(
    pg_temp.judge(381, p_debit => '{"held": 120}', p_kind => 'hold') ->> 'code', 'LG303',
    'refuses to hold what is held'
);

select is(
    pg_temp.judge(600, p_debit => '{"balance_floor": -100}'), null,
    'lets an account go down to a floor below zero'
);

select is(
    pg_temp.judge(601, p_debit => '{"balance_floor": -100}') -> 'facts',
    jsonb_build_object(
        'account_id', fixture.id(11), 'asked', '601', 'available', '600',
        'balance', '500', 'held', '0', 'balance_floor', '-100'
    ),
    'refuses one unit more than that'
);

select is(
    pg_temp.judge(1000000, p_debit => '{"balance_floor": null}'), null,
    'lets an account without a floor go down'
);


-- LG309 ceiling

select is(
    pg_temp.judge(p_credit => '{"balance_ceiling": 300}'), null,
    'lets an account fill up to its ceiling'
);

select is(
    pg_temp.judge(101, p_credit => '{"balance_ceiling": 300}'),
    core.refusal('LG309', jsonb_build_object(
        'account_id', fixture.id(12), 'asked', '101', 'available', '100',
        'balance', '200', 'balance_ceiling', '300'
    )),
    'refuses one unit more'
);

select is(
    pg_temp.judge(101, p_credit => '{"balance_ceiling": 300}', p_kind => 'hold'), null,
    'lets a hold wait that puts nothing in yet'
);

select is(
    pg_temp.judge(101, '{"held": 101}', '{"balance_ceiling": 300}', 'capture') ->> 'code',
    'LG309',
    'asks it of a capture'
);

select is(
    pg_temp.judge(p_debit => '{"balance_ceiling": 100}'), null,
    'does not mind the ceiling of the account that gives'
);


-- LG306 what a balance can hold

select is(
    pg_temp.judge(p_debit => '{"balance": -899999999999999900, "balance_floor": null}'), null,
    'lets a balance go down to the least that it can hold'
);

select is(
    pg_temp.judge(101, p_debit => '{"balance": -899999999999999900, "balance_floor": null}'),
    core.refusal('LG306', jsonb_build_object(
        'account_id', fixture.id(11), 'asked', '101', 'available', '100',
        'balance', '-899999999999999900', 'held', '0'
    )),
    'refuses one unit less than the least'
);

select is(
    pg_temp.judge(
        71, '{"balance": -899999999999999900, "balance_floor": null, "held": 30}'
    ) -> 'facts' ->> 'available',
    '70',
    'counts what is held: a capture must have room'
);

select is(
    pg_temp.judge(
        71, '{"balance": -899999999999999900, "balance_floor": null, "held": 71}', '{}', 'capture'
    ),
    null,
    'counts it once'
);

select results_eq(
    $$ select pg_temp.judge(
           amount, '{"held": 899999999999999900, "balance_floor": null}', '{}', 'hold'
       ) -> 'facts' ->> 'available'
       from (values (100), (101)) as asked (amount) $$,
    $$ values (null), ('100') $$,
    'refuses to hold more than an account can'
);

select is(
    pg_temp.judge(p_credit => '{"balance": 899999999999999900}'), null,
    'lets a balance go up to the most that it can hold'
);

select is(
    pg_temp.judge(101, p_credit => '{"balance": 899999999999999900}'),
    core.refusal('LG306', jsonb_build_object(
        'account_id', fixture.id(12), 'asked', '101', 'available', '100',
        'balance', '899999999999999900'
    )),
    'refuses one unit more than the most'
);

select throws_ok(
    $$ select 900000000000000001::core.balance $$,
    '23514', 'value for domain core.balance violates check constraint "balance_is_in_range"',
    'knows the limit that the domain has'
);

select fixture.invariants();

select finish();
rollback;
