-- What a statement says about itself and its lines, before anybody judges it. A source that states
-- a balance a line gets its breaks where they arise; the others get one, behind the last line.
-- Sums are numeric: a damaged file must be refused, not overflow. Staged rows were never analysed,
-- so the planner takes them for few and would join them row by row.

create or replace function ledger.read_import(
    p_book_id uuid,
    p_import_id uuid
)
returns table (
    statement_no integer,
    item bigint,
    line_no integer,
    kind core.transfer_kind,
    moved numeric,
    reached numeric,
    value_date date,
    memo core.memo,
    reference core.line_reference
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
set jit = off
as $body$
#variable_conflict use_column
begin
    return query
    with line as materialized (
        select
            staged_line.statement_no,
            staged_line.place,
            staged_line.line_no,
            staged_line.amount,
            staged_line.value_date,
            staged_line.memo,
            staged_line.reference,
            staged_line.balance - staged_statement.opening
            - sum(staged_line.amount) over (
                partition by staged_line.statement_no order by staged_line.place
            ) as drift
        from ledger.staged_line
        inner join ledger.staged_statement
            on
                staged_line.book_id = staged_statement.book_id
                and staged_line.import_id = staged_statement.import_id
                and staged_line.statement_no = staged_statement.statement_no
        where
            staged_line.book_id = p_book_id
            and staged_line.import_id = p_import_id
    ),

    total as (
        select
            statement_no,
            sum(amount) as amount,
            max(value_date) as value_date
        from line
        group by statement_no
    ),

    stated as (
        select
            statement_no,
            place,
            line_no,
            value_date,
            reference,
            drift
        from line
        where drift is not null
        union all
        select
            staged_statement.statement_no,
            null as place,
            null as line_no,
            coalesce(staged_statement.closing_date, total.value_date) as value_date,
            staged_statement.reference,
            staged_statement.closing - staged_statement.opening - coalesce(total.amount, 0) as drift
        from ledger.staged_statement
        left join total on staged_statement.statement_no = total.statement_no
        where
            staged_statement.book_id = p_book_id
            and staged_statement.import_id = p_import_id
            and num_nulls(staged_statement.opening, staged_statement.closing) = 0
    ),

    entry as (
        select
            statement_no,
            place,
            line_no,
            'transfer' as kind,
            amount::numeric as moved,
            value_date,
            coalesce(memo, reference) as memo,
            reference
        from line
        union all
        select
            statement_no,
            place,
            line_no,
            'break' as kind,
            drift - lag(drift, 1, 0::numeric) over past as moved,
            value_date,
            reference as memo,
            reference
        from stated
        window past as (partition by statement_no order by place nulls last)
    )

    select
        statement_no,
        row_number() over past + 1 as item,
        line_no,
        kind::core.transfer_kind,
        moved,
        sum(moved) over past as reached,
        value_date,
        memo::core.memo,
        reference::core.line_reference
    from entry
    where
        kind = 'transfer'
        or moved <> 0
    window past as (partition by statement_no order by place nulls last, kind desc);
end;
$body$;

comment on function ledger.read_import is
'The lines of the staged statements of an import, and the breaks behind them: what each moves, and
what they have moved so far. Item 1 is left for the opening or the gap.';

revoke all on function ledger.read_import from public;
