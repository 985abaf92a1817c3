begin;
select plan(19);

select fixture.book(1);
insert into ledger.period (book_id, period_start, state)
values
(fixture.id(1), '2025-10-01', 'closed'),
(fixture.id(1), '2025-11-01', 'closing'),
(fixture.id(1), '2025-12-01', 'open'),
(fixture.id(1), '2026-02-01', 'soft_closed');

-- Account 11 gives, account 12 gets. What varies is said, the rest stays.
create function pg_temp.judge(
    p_amount bigint default 100,
    p_currency text default 'EUR',
    p_value_date date default '2026-01-31',
    p_debit jsonb default '{}',
    p_credit jsonb default '{}',
    p_kind text default 'transfer'
)
returns core.refusal
language sql
as $body$
    select ledger.judge(
        jsonb_populate_record(null::ledger.transfer, jsonb_build_object(
            'book_id', fixture.id(1), 'transfer_id', fixture.id(100), 'kind', p_kind,
            'debit_account_id', fixture.id(11), 'credit_account_id', fixture.id(12),
            'amount', p_amount, 'currency', p_currency, 'value_date', p_value_date
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


-- LG316, LG317 frozen

select is(
    pg_temp.judge(p_debit => '{"is_debit_frozen": true}'),
    core.refusal('LG316', jsonb_build_object('account_id', fixture.id(11))),
    'refuses to take from an account that is frozen for debits'
);

select is(
    pg_temp.judge(p_credit => '{"is_credit_frozen": true}'),
    core.refusal('LG317', jsonb_build_object('account_id', fixture.id(12))),
    'refuses to put into an account that is frozen for credits'
);

select is(
    pg_temp.judge(
        p_debit => '{"is_credit_frozen": true}', p_credit => '{"is_debit_frozen": true}'
    ),
    null,
    'does not mind a freeze of the other side'
);

select is(
    pg_temp.judge(p_credit => '{"is_credit_frozen": true}', p_kind => 'hold'), null,
    'lets a hold wait that puts nothing in yet'
);

select is(
    pg_temp.judge(p_debit => '{"is_debit_frozen": true}', p_kind => 'capture') ->> 'code', 'LG316',
    'refuses a capture from an account that was frozen since'
);


-- LG305 period

select is(
    pg_temp.judge(p_value_date => '2025-10-31'),
    core.refusal('LG305', jsonb_build_object(
        'argument', 'value_date', 'asked', '2025-10-31', 'state', 'closing',
        'closed_from', '2025-10-01', 'closed_to', '2025-10-31'
    )),
    'refuses the last day of a closed month'
);

select is(
    pg_temp.judge(p_value_date => '2025-11-30') ->> 'code', 'LG305',
    'refuses the last day behind the fence'
);

select is(
    pg_temp.judge(p_value_date => '2025-12-01'), null,
    'lets a month pass that was opened again, from its first day on'
);

select is(
    pg_temp.judge(p_value_date => '0001-01-01 BC', p_kind => 'adjustment') ->> 'code', 'LG305',
    'refuses every day before a closed month, though its own month has no row'
);

select results_eq(
    $$ select kind, pg_temp.judge(p_value_date => day, p_kind => kind) -> 'facts' ->> 'state'
       from unnest(array['adjustment', 'interest', 'transfer']) as kind,
       unnest(array['2025-11-30', '2026-01-31', '2026-02-28', '2026-03-01']::date[]) as day
       order by kind, day $$,
    $$ values
        ('adjustment', 'closing'), ('adjustment', null), ('adjustment', null),
        ('adjustment', null), ('interest', 'closing'), ('interest', null),
        ('interest', 'soft_closed'), ('interest', null), ('transfer', 'closing'),
        ('transfer', null), ('transfer', 'soft_closed'), ('transfer', null) $$,
    'lets an adjustment alone into a month that is softly closed, and nothing behind the fence'
);

select fixture.book(2);
insert into ledger.period (book_id, period_start, state)
values (fixture.id(2), '2026-01-01', 'closed');

select is(pg_temp.judge(), null, 'does not mind what another book has closed');


-- The amount

select is(
    pg_temp.judge(501) ->> 'code', 'LG303', 'asks what the amount would do to the two accounts'
);

select fixture.invariants();

select finish();
rollback;
