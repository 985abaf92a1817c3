-- What makes a statement by value date cost what its days hold, not what the account has ever done:
-- a closed month takes no line any more, and its stored balances say between which versions its
-- lines are, and what the account held at its end. Behind the last closed month there is one open
-- slice. As known at a time, a month counts as closed when all that it holds was recorded by then.

create or replace function report.value_slice(
    p_book_id uuid,
    p_account_id uuid,
    p_known_at timestamptz
)
returns table (
    first_day date,
    last_day date,
    opening numeric,
    first_version bigint,
    last_version bigint
)
language plpgsql
stable
rows 12
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    return query
    with closed as (
        select
            held.period_start,
            (held.period_start + interval '1 month')::date as next_day,
            held.balance,
            held.last_version,
            held.next_version
        from ledger.period_balance as held
        inner join ledger.period
            on
                held.book_id = period.book_id
                and held.period_start = period.period_start
        where
            held.book_id = p_book_id
            and held.account_id = p_account_id
            and (p_known_at is null or period.known_at <= p_known_at)
    )

    select
        coalesce(lag(closed.next_day) over past, '-infinity') as first_day,
        closed.next_day - 1 as last_day,
        coalesce(lag(closed.balance) over past, 0) as opening,
        coalesce(lag(closed.next_version) over past, 1) as first_version,
        closed.last_version
    from closed
    window past as (order by closed.period_start)
    union all
    select
        coalesce(max(closed.next_day), '-infinity') as first_day,
        'infinity' as last_day,
        coalesce((array_agg(closed.balance order by closed.period_start desc))[1], 0) as opening,
        coalesce(max(closed.next_version), 1) as first_version,
        9223372036854775807 as last_version
    from closed
    order by first_day;
end;
$body$;

comment on function report.value_slice is
'The days of an account in slices, each with what it held before, and between which versions its
lines are.';

revoke all on function report.value_slice from public;
grant execute on function report.value_slice to report_read;
