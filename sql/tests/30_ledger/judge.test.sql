begin;
select plan(22);

select fixture.book(1);
insert into ledger.period (book_id, period_start, state)
values
(fixture.id(1), '2026-02-01', 'closed'),
(fixture.id(1), '2026-03-01', 'open');

-- Account 11 gives, account 12 gets. What varies is said, the rest stays.
create function pg_temp.judge(
    p_amount bigint default 100,
    p_currency text default 'EUR',
    p_value_date date default '2026-01-31',
    p_debit jsonb default '{}',
    p_credit jsonb default '{}'
)
returns core.refusal
language sql
as $body$
    select ledger.judge(
        jsonb_populate_record(null::ledger.transfer, jsonb_build_object(
            'book_id', fixture.id(1), 'transfer_id', fixture.id(100), 'kind', 'transfer',
            'debit_account_id', fixture.id(11), 'credit_account_id', fixture.id(12),
            'amount', p_amount, 'currency', p_currency, 'value_date', p_value_date
        )),
        jsonb_populate_record(null::ledger.account, jsonb_build_object(
            'book_id', fixture.id(1), 'account_id', fixture.id(11), 'currency', 'EUR',
            'balance', 500, 'balance_floor', 0, 'version', 1, 'is_open', true
        ) || p_debit),
        jsonb_populate_record(null::ledger.account, jsonb_build_object(
            'book_id', fixture.id(1), 'account_id', fixture.id(12), 'currency', 'EUR',
            'balance', 200, 'balance_floor', 0, 'version', 1, 'is_open', true
        ) || p_credit)
    );
$body$;

select is(pg_temp.judge(), null, 'has nothing against a transfer that keeps every limit');


-- LG302 currency

select is(
    pg_temp.judge(p_currency => 'USD'),
    core.refusal(
        'LG302', '{"argument": "currency", "asked": "USD", "debit": "EUR", "credit": "EUR"}'
    ),
    'refuses a currency that neither account is kept in'
);

select is(
    pg_temp.judge(p_credit => '{"currency": "USD"}') -> 'facts',
    '{"argument": "currency", "asked": "EUR", "debit": "EUR", "credit": "USD"}'::jsonb,
    'refuses a currency that only one of them is kept in'
);

select throws_ok(
    $$ select pg_temp.judge(p_currency => 'EUX') $$,
    'LG103', 'There is no such currency to keep an account in.',
    'refuses a currency that is none'
);


-- LG304 not open

select is(
    pg_temp.judge(p_debit => '{"is_open": false}'),
    core.refusal('LG304', jsonb_build_object('account_id', fixture.id(11))),
    'refuses to move an account that is not open'
);

select is(
    pg_temp.judge(p_credit => '{"is_open": false}') -> 'facts',
    jsonb_build_object('account_id', fixture.id(12)),
    'says which of the two it is'
);


-- LG305 period

select is(
    pg_temp.judge(p_value_date => '2026-01-31'), null,
    'lets the last day before a closed month pass'
);

select is(
    pg_temp.judge(p_value_date => '2026-02-01'),
    core.refusal('LG305', jsonb_build_object(
        'argument', 'value_date', 'asked', '2026-02-01',
        'closed_from', '2026-02-01', 'closed_to', '2026-02-28'
    )),
    'refuses the first day of a closed month'
);

select is(
    pg_temp.judge(p_value_date => '2026-02-28') ->> 'code', 'LG305',
    'refuses its last day'
);

select is(
    pg_temp.judge(p_value_date => '2026-03-01'), null,
    'lets a month pass that was opened again'
);

select fixture.book(2);
insert into ledger.period (book_id, period_start, state)
values (fixture.id(2), '2026-01-01', 'closed');

select is(pg_temp.judge(), null, 'does not mind what another book has closed');


-- LG303 floor

select is(pg_temp.judge(500), null, 'lets all go that is above the floor');

select is(
    pg_temp.judge(501),
    core.refusal('LG303', jsonb_build_object(
        'account_id', fixture.id(11), 'asked', '501', 'available', '500',
        'balance', '500', 'balance_floor', '0'
    )),
    'refuses one unit more than there is'
);

select is(
    pg_temp.judge(600, p_debit => '{"balance_floor": -100}'), null,
    'lets an account go down to a floor below zero'
);

select is(
    pg_temp.judge(601, p_debit => '{"balance_floor": -100}') -> 'facts',
    jsonb_build_object(
        'account_id', fixture.id(11), 'asked', '601', 'available', '600',
        'balance', '500', 'balance_floor', '-100'
    ),
    'refuses one unit more than that'
);

select is(
    pg_temp.judge(1000000, p_debit => '{"balance_floor": null}'), null,
    'lets an account without a floor go down'
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
        'balance', '-899999999999999900'
    )),
    'refuses one unit less than the least'
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
