-- One statement. Between two days on which something changes (a line, interest that begins to bear
-- interest, new terms) the same amount bears the same rate: so the work grows with the lines, not
-- with the days. All is numeric: nothing is rounded here.
-- What was posted by then counts from the day on which it begins to bear interest, and not before:
-- or it would make a difference how often a year is cut.

create or replace function ledger.sum_interest(
    p_start ledger.interest_accrual,
    p_through_date date,
    p_version bigint
)
returns table (
    numerator numeric,
    settled_version bigint,
    principal numeric
)
language plpgsql
stable
parallel safe
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    return query
    with term as materialized (
        select
            terms.from_date,
            lead(terms.from_date, 1, 'infinity') over (order by terms.from_date) as before_date,
            terms.credit_rate,
            terms.debit_rate,
            terms.day_count,
            terms.compounding
        from ledger.interest_terms as terms
        where
            terms.book_id = p_start.book_id
            and terms.account_id = p_start.account_id
    ),

    first as materialized (
        select coalesce(p_start.through_date + 1, min(term.from_date)) as from_date
        from term
    ),

    line as materialized (
        select
            line.version,
            line.value_date,
            line.moved
        from ledger.interest_line(
            p_start.book_id, p_start.account_id, p_start.settled_version, p_version
        ) as line
    ),

    paid as materialized (
        select
            accrual.amount,
            ledger.compounding_date(accrual.through_date, term.compounding) as bearing_date
        from ledger.interest_accrual as accrual
        inner join term
            on
                accrual.through_date >= term.from_date
                and accrual.through_date < term.before_date
        where
            accrual.book_id = p_start.book_id
            and accrual.account_id = p_start.account_id
            and accrual.through_date < p_through_date
            and accrual.refusal is null
            and accrual.amount <> 0
    ),

    change as (
        select
            first.from_date as day,
            p_start.principal as moved
        from first
        union all
        select
            line.value_date,
            line.moved
        from line
        union all
        select
            paid.bearing_date,
            paid.amount
        from paid
        union all
        select
            term.from_date,
            0
        from term
    ),

    day as (
        select
            greatest(change.day, first.from_date) as day,
            sum(change.moved) as moved
        from change
        cross join first
        where change.day <= p_through_date
        group by greatest(change.day, first.from_date)
    ),

    span as (
        select
            day.day as from_date,
            lead(day.day, 1, p_through_date + 1) over past as before_date,
            sum(day.moved) over past as bearing
        from day
        window past as (order by day.day)
    )

    select
        p_start.numerator + (
            select
                coalesce(sum(
                    span.bearing
                    * (case when span.bearing > 0 then term.credit_rate else term.debit_rate end
                        * 100000000)::bigint
                    * ledger.year_share(span.from_date, span.before_date, term.day_count)
                ), 0)
            from span
            inner join term
                on
                    span.from_date >= term.from_date
                    and span.from_date < term.before_date
        ) as numerator,
        settled.version as settled_version,
        p_start.principal + (
            select coalesce(sum(line.moved), 0)
            from line
            where line.version <= settled.version
        ) as principal
    from (
        select coalesce(min(line.version) - 1, p_version) as version
        from line
        where line.value_date > p_through_date
    ) as settled;
end;
$body$;

comment on function ledger.sum_interest is
'The exact interest of an account through a day, as its lines up to a version say: from an accrual
that they leave as it is, or from the first day of its terms.';

revoke all on function ledger.sum_interest from public;
grant execute on function ledger.sum_interest to report_read;
