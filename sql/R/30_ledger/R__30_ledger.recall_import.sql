-- The items of ledger.read_import once more, after the judgement: now the journal says which breaks
-- there are, so they need not be found again (60 ms less for 25,170 lines). An item's
-- number is its place among both: behind a break at item i, the n-th of its statement, stand
-- i - 1 - n lines. It has no settings of its own, so it is planned as a part of the insert.

create or replace function ledger.recall_import(
    p_book_id uuid,
    p_import_id uuid
)
returns table (
    statement_no integer,
    item bigint,
    kind text,
    moved bigint,
    value_date date,
    memo text
)
language sql
stable
begin atomic
    with known as (
        select
            statement_no,
            closing_date,
            breaks
        from ledger.imported_statement
        where
            book_id = p_book_id
            and import_id = p_import_id
    ),

    broken as (
        select
            known.statement_no,
            known.closing_date,
            found.item,
            found.line_no,
            found.reference,
            found.amount,
            row_number() over (partition by known.statement_no order by found.item) as break_no
        from known
        cross join jsonb_to_recordset(known.breaks) as found (
            item bigint, line_no integer, reference text, amount bigint
        )
    ),

    entry as (
        select
            statement_no,
            row_number() over (partition by statement_no order by place) as place,
            0 as break_no,
            amount::bigint as moved,
            value_date,
            value_date as booked_on,
            false as is_closing,
            coalesce(memo, reference)::text as memo
        from ledger.staged_line
        where
            book_id = p_book_id
            and import_id = p_import_id
        union all
        select
            statement_no,
            item - 1 - break_no as place,
            break_no,
            amount as moved,
            closing_date as value_date,
            null as booked_on,
            line_no is null as is_closing,
            reference as memo
        from broken
    )

    select
        entry.statement_no,
        row_number() over past + 1 as item,
        case when entry.break_no = 0 then 'transfer' else 'break' end as kind,
        entry.moved,
        case
            when entry.break_no = 0 then entry.value_date
            when not entry.is_closing then lag(entry.value_date) over past
            else coalesce(entry.value_date, max(entry.booked_on) over past)
        end as value_date,
        entry.memo
    from entry
    window past as (partition by entry.statement_no order by entry.place, entry.break_no);
end;

comment on function ledger.recall_import is
'What an import is to post besides openings and gaps: the staged lines, and the breaks that the
journal has of their statements.';

revoke all on function ledger.recall_import from public;
