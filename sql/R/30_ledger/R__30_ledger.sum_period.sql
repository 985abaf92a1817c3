-- The month before is the base, since nothing can have been booked into it after it was closed:
-- only the first month of a book reads all that is there.

create or replace function ledger.sum_period(
    p_book_id uuid,
    p_period_start date
)
returns table (
    account_id uuid,
    currency core.currency_code,
    debits numeric,
    credits numeric,
    balance numeric,
    last_version bigint,
    next_version bigint,
    known_at timestamptz
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_next date := (p_period_start + interval '1 month')::date;
    v_before date;
    v_from date;
begin
    v_before := (
        select period_start
        from ledger.period
        where
            book_id = p_book_id
            and period_start = (p_period_start - interval '1 month')::date
            and closed_at is not null
    );
    v_from := case when v_before is null then '-infinity' else p_period_start end;

    return query
    with moved as (
        select
            leg.account_id,
            sum(-leg.moved) filter (
                where leg.moved < 0 and leg.value_date >= p_period_start and leg.value_date < v_next
            ) as debits,
            sum(leg.moved) filter (
                where leg.moved > 0 and leg.value_date >= p_period_start and leg.value_date < v_next
            ) as credits,
            sum(leg.moved) filter (where leg.value_date < v_next) as moved,
            max(leg.version) filter (where leg.value_date < v_next) as last_version,
            min(leg.version) filter (where leg.value_date >= v_next) as next_version,
            max(leg.recorded_at) filter (where leg.value_date < v_next) as known_at
        from (
            select
                transfer.debit_account_id as account_id,
                transfer.debit_version as version,
                case
                    when transfer.credit_version is null then 0 -- a hold, or its end
                    else -transfer.amount
                end as moved,
                transfer.value_date,
                transfer.recorded_at
            from ledger.transfer
            where
                transfer.book_id = p_book_id
                and transfer.value_date >= v_from
                and transfer.refusal is null
            union all
            select
                transfer.credit_account_id as account_id,
                transfer.credit_version as version,
                transfer.amount as moved,
                transfer.value_date,
                transfer.recorded_at
            from ledger.transfer
            where
                transfer.book_id = p_book_id
                and transfer.value_date >= v_from
                and transfer.refusal is null
                and transfer.credit_version is not null
        ) as leg
        group by leg.account_id
    ),

    base as (
        select *
        from ledger.period_balance
        where
            period_balance.book_id = p_book_id
            and period_balance.period_start = v_before
    )

    select
        account.account_id,
        account.currency,
        coalesce(moved.debits, 0) as debits,
        coalesce(moved.credits, 0) as credits,
        coalesce(base.balance, 0) + coalesce(moved.moved, 0) as balance,
        greatest(base.last_version, moved.last_version) as last_version,
        coalesce(moved.next_version, account.version + 1) as next_version,
        moved.known_at
    from base
    full join moved on base.account_id = moved.account_id
    inner join ledger.account
        on
            account.book_id = p_book_id
            and coalesce(base.account_id, moved.account_id) = account.account_id
    where
        base.account_id is not null
        or moved.last_version is not null
    order by account.account_id;
end;
$body$;

comment on function ledger.sum_period is
'The trial balance of a month by value date, from the journal: each account that has a line in it or
before. known_at: when the last line of the month was recorded.';

revoke all on function ledger.sum_period from public;
