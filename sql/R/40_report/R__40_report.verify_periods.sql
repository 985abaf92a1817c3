-- With a transaction id only what was posted since is read. What the stored months must come to is
-- judged when the journal is read as a whole, and as long as no month of it was detached: the sums
-- of what is gone are known from the stored months alone.

create or replace function report.verify_periods(p_since xid8 default null)
returns table (
    invariant text,
    book_id uuid,
    place text
)
language plpgsql
stable
parallel restricted
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
set work_mem = '64MB'
set jit = off
as $body$
#variable_conflict use_column
declare
    v_is_whole boolean := p_since is null and not exists (select from ledger.account_anchor);
begin
    return query
    with shut as materialized (
        select distinct on (period.book_id)
            period.book_id,
            (period.period_start + interval '1 month')::date as open_from,
            period.known_at
        from ledger.period
        where period.closed_at is not null
        order by period.book_id, period.period_start desc
    ),

    moved as (
        select
            leg.book_id,
            leg.account_id,
            date_trunc('month', leg.value_date::timestamp)::date as period_start,
            -sum(leg.moved) filter (where leg.moved < 0) as debits,
            sum(leg.moved) filter (where leg.moved > 0) as credits,
            sum(leg.moved) as moved,
            min(leg.version) as first_version,
            max(leg.version) as last_version
        from report.leg() as leg
        inner join shut on leg.book_id = shut.book_id
        where
            leg.is_posted
            and leg.version is not null
            and v_is_whole
        group by leg.book_id, leg.account_id, period_start
    ),

    past as (
        select
            coalesce(held.book_id, moved.book_id) as book_id,
            coalesce(held.account_id, moved.account_id) as account_id,
            coalesce(held.period_start, moved.period_start) as period_start,
            held.account_id is not null as is_held,
            row(held.debits, held.credits, held.balance) as held,
            row(
                coalesce(moved.debits, 0::numeric),
                coalesce(moved.credits, 0::numeric),
                coalesce(sum(moved.moved) over history, 0::numeric)
            ) as said,
            coalesce(
                held.last_version >= max(moved.last_version) over history
                and held.next_version <= coalesce(
                    min(moved.first_version) over future, held.next_version
                ),
                false
            ) as is_framed
        from ledger.period_balance as held
        full join moved
            on
                held.book_id = moved.book_id
                and held.account_id = moved.account_id
                and held.period_start = moved.period_start
        where v_is_whole
        window
            history as (
                partition by
                    coalesce(held.book_id, moved.book_id),
                    coalesce(held.account_id, moved.account_id)
                order by coalesce(held.period_start, moved.period_start)
            ),
            future as (
                partition by
                    coalesce(held.book_id, moved.book_id),
                    coalesce(held.account_id, moved.account_id)
                order by coalesce(held.period_start, moved.period_start)
                rows between 1 following and unbounded following
            )
    )

    select
        'a closed month holds what its transfers come to' as invariant,
        past.book_id,
        format('account %s in %s', past.account_id, past.period_start) as place
    from past
    left join ledger.period
        on
            past.book_id = period.book_id
            and past.period_start = period.period_start
    where
        (past.is_held and (past.held is distinct from past.said or not past.is_framed))
        or (not past.is_held and period.closed_at is not null)
    union all
    select
        'a closed month has the hash of its balances' as invariant,
        period.book_id,
        'month ' || period.period_start as place
    from ledger.period
    where
        p_since is null
        and period.closed_at is not null
        and period.balance_hash
        is distinct from
        ledger.hash_period(period.book_id, period.period_start)
    union all
    select
        'a month closes right behind the one before' as invariant,
        period.book_id,
        'month ' || period.period_start as place
    from ledger.period
    left join lateral (
        select
            before.period_start,
            before.state
        from ledger.period as before
        where
            before.book_id = period.book_id
            and before.period_start < period.period_start
        order by before.period_start desc
        limit 1
    ) as earlier on true
    where
        period.state in ('closing', 'closed')
        and (
            earlier.state <> 'closed'
            or earlier.period_start <> (period.period_start - interval '1 month')::date
        )
    union all
    select
        'nothing is booked into a closed month' as invariant,
        transfer.book_id,
        'transfer ' || transfer.transfer_id as place
    from ledger.transfer
    inner join shut on transfer.book_id = shut.book_id
    where
        transfer.xid >= coalesce(p_since, '0'::xid8)
        and transfer.refusal is null
        and transfer.value_date < shut.open_from
        and transfer.recorded_at > coalesce(shut.known_at, '-infinity');
end;
$body$;

comment on function report.verify_periods is
'Every closed month whose stored balances the journal does not bear out, or that something was
booked into. With a transaction id, what it and later ones posted.';

revoke all on function report.verify_periods from public;
grant execute on function report.verify_periods to report_read;
