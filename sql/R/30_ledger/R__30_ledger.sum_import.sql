-- Its own routine so that the judgement reads as one: what the lines of a statement come to, and
-- which of its days lies in a closed period.

create or replace function ledger.sum_import(
    p_book_id uuid,
    p_import_id uuid
)
returns table (
    statement_no integer,
    lines bigint,
    credits numeric,
    debits numeric,
    break_amount numeric,
    breaks jsonb,
    largest numeric,
    lowest numeric,
    highest numeric,
    first_day date,
    closed_from date
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
set jit = off
as $body$
#variable_conflict use_column
declare
    v_open_from date := ledger.open_from(p_book_id);
begin
    return query
    select
        item.statement_no,
        count(*) filter (where item.kind = 'transfer') as lines,
        coalesce(
            sum(item.moved) filter (where item.kind = 'transfer' and item.moved > 0), 0
        ) as credits,
        coalesce(
            -sum(item.moved) filter (where item.kind = 'transfer' and item.moved < 0), 0
        ) as debits,
        coalesce(sum(item.moved) filter (where item.kind = 'break'), 0) as break_amount,
        jsonb_agg(
            jsonb_build_object(
                'item', item.item,
                'line_no', item.line_no,
                'reference', item.reference,
                'amount', item.moved::text
            )
            order by item.item
        ) filter (where item.kind = 'break') as breaks,
        max(abs(item.moved)) as largest,
        least(min(item.reached), 0) as lowest,
        greatest(max(item.reached), 0) as highest,
        min(item.value_date) as first_day,
        min(month.first_day) filter (
            where item.value_date < v_open_from or period.state = 'soft_closed'
        ) as closed_from
    from ledger.read_import(p_book_id, p_import_id) as item
    cross join lateral (
        select date_trunc('month', item.value_date::timestamp)::date as first_day
    ) as month
    left join ledger.period
        on
            period.book_id = p_book_id
            and month.first_day = period.period_start
    group by item.statement_no;
end;
$body$;

comment on function ledger.sum_import is
'What the lines and breaks of each staged statement come to: how many, how much, how far the balance
strays from the opening, and the first month that one of them falls into and that takes none.';

revoke all on function ledger.sum_import from public;
