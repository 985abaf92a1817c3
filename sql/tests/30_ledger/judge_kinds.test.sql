-- Each rule beside each kind: whatever moves or sets aside is asked all that is not told apart.

begin;
select plan(3);

select fixture.book(1);
insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2025-12-01', 'closed'), (fixture.id(1), '2026-02-01', 'soft_closed');

create table fixture.kind as
select kind
from unnest(array[
    'transfer', 'fee', 'exchange', 'adjustment', 'reversal', 'interest', 'opening', 'gap', 'break',
    'hold', 'capture'
]) as kind;

-- 100 from account 11, which has 500, to account 12, which has 200.
create function pg_temp.judge(p_kind text, p_debit jsonb, p_credit jsonb, p_day date)
returns text
language sql
as $body$
    select coalesce(ledger.judge(
        jsonb_populate_record(null::ledger.transfer, jsonb_build_object(
            'book_id', fixture.id(1), 'transfer_id', fixture.id(100), 'kind', p_kind,
            'debit_account_id', fixture.id(11), 'credit_account_id', fixture.id(12),
            'amount', 100, 'currency', 'EUR', 'value_date', p_day
        )),
        jsonb_populate_record(null::ledger.account, jsonb_build_object(
            'book_id', fixture.id(1), 'account_id', fixture.id(11), 'currency', 'EUR',
            'balance', 500, 'balance_floor', 0, 'held', 100, 'version', 1, 'is_open', true,
            'spent', 0, 'is_debit_frozen', false, 'is_credit_frozen', false
        ) || p_debit),
        jsonb_populate_record(null::ledger.account, jsonb_build_object(
            'book_id', fixture.id(1), 'account_id', fixture.id(12), 'currency', 'EUR',
            'balance', 200, 'balance_floor', 0, 'held', 0, 'version', 1, 'is_open', true,
            'spent', 0, 'is_debit_frozen', false, 'is_credit_frozen', false
        ) || p_credit)
    ) ->> 'code', 'granted');
$body$;

-- The kinds that a rule refuses, of which the others are granted.
create function pg_temp.refused(
    p_code text,
    p_debit jsonb default '{}',
    p_credit jsonb default '{}',
    p_day date default '2026-01-31'
)
returns text[]
language sql
as $body$
    select array_agg(kind order by kind) filter (where answer = p_code)
    from (
        select
            kind,
            pg_temp.judge(kind, p_debit, p_credit, p_day) as answer
        from fixture.kind
    ) as judged
    having bool_and(answer in (p_code, 'granted'));
$body$;

create function pg_temp.all_but(variadic p_kinds text[])
returns text[]
language sql
return array(
    select kind
    from fixture.kind
    where kind <> all(p_kinds)
    order by kind
);

select results_eq(
    $$ select pg_temp.refused('none') $$, $$ values (null::text[]) $$,
    'refuses none where nothing speaks against it'
);

select results_eq(
    $$ select place, pg_temp.refused(code, debit::jsonb, credit::jsonb, day)
       from (values
           (1, 'LG302', '{"currency": "USD"}', '{}', date '2026-01-31'),
           (2, 'LG302', '{}', '{"currency": "USD"}', '2026-01-31'),
           (3, 'LG304', '{"is_open": false}', '{}', '2026-01-31'),
           (4, 'LG304', '{}', '{"is_open": false}', '2026-01-31'),
           (5, 'LG305', '{}', '{}', '2025-12-31'),
           (6, 'LG316', '{"is_debit_frozen": true}', '{}', '2026-01-31')
       ) as asked (place, code, debit, credit, day) $$,
    $$ select place, pg_temp.all_but('none') from generate_series(1, 6) as place $$,
    'asks all of currency, state, a closed month, and a freeze of who gives'
);

select results_eq(
    $$ select place, pg_temp.refused(code, debit::jsonb, credit::jsonb, day)
       from (values
           (1, 'LG305', '{}', '{}', date '2026-02-28'),
           (2, 'LG317', '{}', '{"is_credit_frozen": true}', '2026-01-31'),
           (3, 'LG303', '{"balance": 199}', '{}', '2026-01-31'),
           (4, 'LG309', '{}', '{"balance_ceiling": 299}', '2026-01-31'),
           (5, 'LG306', '{}', '{"balance": 899999999999999901}', '2026-01-31'),
           (6, 'LG314', '{"transfer_limit": 99}', '{}', '2026-01-31'),
           (7, 'LG315', '{"day_limit": 99}', '{}', '2026-01-31')
       ) as asked (place, code, debit, credit, day) $$,
    $$ values
        (1, pg_temp.all_but('adjustment')), (2, pg_temp.all_but('hold')),
        (3, pg_temp.all_but('capture')), (4, pg_temp.all_but('hold')),
        (5, pg_temp.all_but('hold')),
        (6, array['adjustment', 'exchange', 'fee', 'hold', 'transfer']),
        (7, array['adjustment', 'exchange', 'fee', 'hold', 'transfer']) $$,
    'tells apart what a soft close, a ceiling, the floor and limits of spending don''t concern'
);

select finish();
rollback;
