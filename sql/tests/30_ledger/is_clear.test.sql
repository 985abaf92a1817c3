begin;
select plan(2);

-- 100 from account 11 to account 12. What varies is said, the rest stays.
create function pg_temp.request(p_number integer, p_changed jsonb default '{}')
returns ledger.transfer
language sql
as $body$
    select jsonb_populate_record(null::ledger.transfer, jsonb_build_object(
        'book_id', fixture.id(1), 'transfer_id', fixture.id(p_number), 'kind', 'transfer',
        'debit_account_id', fixture.id(11), 'credit_account_id', fixture.id(12),
        'amount', 100, 'currency', 'EUR', 'value_date', '2026-01-01'
    ) || p_changed);
$body$;

create function pg_temp.account(p_number integer, p_balance bigint, p_changed jsonb)
returns ledger.account
language sql
as $body$
    select jsonb_populate_record(null::ledger.account, jsonb_build_object(
        'book_id', fixture.id(1), 'account_id', fixture.id(p_number), 'currency', 'EUR',
        'balance', p_balance, 'held', 0, 'version', 1, 'is_open', true, 'spent', 0,
        'is_debit_frozen', false, 'is_credit_frozen', false
    ) || p_changed);
$body$;

-- Every limit from both sides, on either account.
create function pg_temp.seen()
returns table (changed jsonb, side text, is_clear boolean, is_granted boolean)
language sql
as $body$
    select
        changed,
        side,
        ledger.is_clear(asked.request, asked.debit, asked.credit),
        ledger.judge(asked.request, asked.debit, asked.credit) is null
    from unnest(array[
        '{}', '{"currency": "USD"}', '{"is_open": false}', '{"is_debit_frozen": true}',
        '{"is_credit_frozen": true}', '{"transfer_limit": 100}', '{"transfer_limit": 99}',
        '{"day_limit": 100}', '{"day_limit": 99}', '{"balance_floor": 400}',
        '{"balance_floor": 401}', '{"held": 400, "balance_floor": 0}',
        '{"held": 401, "balance_floor": 0}', '{"balance_ceiling": 600}', '{"balance_ceiling": 599}',
        '{"balance": 899999999999999900}', '{"balance": 899999999999999901}',
        '{"balance": -899999999999999900}', '{"balance": -899999999999999901}'
    ]::jsonb[]) as changed
    cross join unnest(array['debit', 'credit']) as side
    cross join lateral (
        select
            pg_temp.request(100) as request,
            pg_temp.account(11, 500, case side when 'debit' then changed else '{}' end) as debit,
            pg_temp.account(12, 500, case side when 'credit' then changed else '{}' end) as credit
    ) as asked;
$body$;

select is_empty(
    $$ select changed, side from pg_temp.seen() where is_clear and not is_granted $$,
    'says yes to nothing that is refused'
);

select results_eq(
    $$ select changed::text, side from pg_temp.seen()
       where is_granted and is_clear is not true order by 1, 2 $$,
    $$ values
        ('{"balance_ceiling": 600}', 'credit'), ('{"day_limit": 100}', 'debit'),
        ('{"transfer_limit": 100}', 'debit') $$,
    'leaves to the judge what has limits of its own, and says yes to all else that is granted'
);

select finish();
rollback;
