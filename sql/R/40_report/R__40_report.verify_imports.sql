drop function if exists report.verify_imports();

-- The transfers of a statement stand together behind its own id (ledger.import_item_id): the same
-- up to the number of the item, which has six digits, and the same in the last nine. Those of a
-- month that was detached went with it.

create or replace function report.verify_imports(p_since xid8 default null)
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
as $body$
#variable_conflict use_column
declare
    v_since xid8 := coalesce(p_since, '0'::xid8);
    v_kept_from uuid := report.first_kept_id();
begin
    return query
    with posted as materialized (
        select
            statement.book_id,
            statement.statement_id,
            statement.closing,
            coalesce(statement.gap_amount, statement.opening)
            + statement.credits - statement.debits + statement.break_amount as said,
            coalesce(past.moved, 0) as moved,
            past.balance
        from ledger.imported_statement as statement
        left join lateral (
            select
                sum(leg.moved) as moved,
                (array_agg(leg.balance::bigint order by leg.version desc))[1] as balance
            from report.leg() as leg
            where
                leg.book_id = statement.book_id
                and leg.account_id = statement.account_id
                and leg.is_posted
                and leg.transfer_id > statement.statement_id
                and leg.transfer_id
                <= ledger.import_transfer_id(statement.statement_id, 16777215)
                and right(leg.transfer_id::text, 9) = right(statement.statement_id::text, 9)
        ) as past on true
        where
            statement.outcome = 'posted'
            and statement.xid >= v_since
            and statement.statement_id >= v_kept_from
    )

    select
        'the figures of an imported statement add up' as invariant,
        statement.book_id,
        'statement ' || statement.statement_id as place
    from ledger.imported_statement as statement
    where
        statement.outcome = 'posted'
        and statement.xid >= v_since
        and statement.closing
        is distinct from
        statement.opening + statement.credits - statement.debits + statement.break_amount
    union all
    select
        'an imported statement is posted as a whole' as invariant,
        posted.book_id,
        'statement ' || posted.statement_id as place
    from posted
    where posted.moved is distinct from posted.said
    union all
    select
        'an account closes an imported statement as the bank does' as invariant,
        posted.book_id,
        'statement ' || posted.statement_id as place
    from posted
    where posted.balance <> posted.closing;
end;
$body$;

comment on function report.verify_imports is
'Every imported statement that the transfers of its account don''t bear out. With a transaction id,
only what it and later ones posted.';

revoke all on function report.verify_imports from public;
grant execute on function report.verify_imports to report_read;
