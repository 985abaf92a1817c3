create or replace function ledger.seal_period(
    p_book_id uuid,
    p_period_start date
)
returns bytea
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_known_at timestamptz;
    v_hash bytea;
begin
    with summed as materialized (
        select * from ledger.sum_period(p_book_id, p_period_start)
    ),

    stored as (
        -- procwright:allow PW618 the routine that closes the period records it until=2028-12-31
        insert into ledger.period_balance (
            book_id, period_start, account_id, currency, debits, credits, balance,
            last_version, next_version
        )
        select
            p_book_id,
            p_period_start,
            summed.account_id,
            summed.currency,
            summed.debits,
            summed.credits,
            summed.balance,
            summed.last_version,
            summed.next_version
        from summed
    )

    select max(summed.known_at) into strict v_known_at
    from summed;

    v_hash := ledger.hash_period(p_book_id, p_period_start);

    update ledger.period
    set
        state = 'closed',
        closed_at = core.now(),
        balance_hash = v_hash,
        known_at = greatest(v_known_at, (
            select max(before.known_at)
            from ledger.period as before
            where
                before.book_id = p_book_id
                and before.period_start < p_period_start
        ))
    where
        book_id = p_book_id
        and period_start = p_period_start;

    return v_hash;
end;
$body$;

comment on function ledger.seal_period is
'Stores the trial balance of a month that is drained, and closes it. Returns the hash.';

revoke all on function ledger.seal_period from public;
