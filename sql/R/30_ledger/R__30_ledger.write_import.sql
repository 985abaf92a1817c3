-- One insert for all transfers and one update for all accounts. The versions and balances that each
-- transfer leaves behind come from two windows over the same rows: along its account, and along the
-- account on the other side, both in the order of the file. The rows are written in the order of
-- the second window: to sort them once more costs more than the keys save.

create or replace function ledger.write_import(
    p_book_id uuid,
    p_import_id uuid,
    p_verdicts ledger.import_verdict[],
    p_actor core.actor,
    p_trace core.trace
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
set jit = off
as $body$
declare
    v_constraint text;
begin
    insert into ledger.transfer (
        book_id, transfer_id, kind,
        debit_account_id, debit_version, debit_balance,
        credit_account_id, credit_version, credit_balance,
        amount, currency, value_date, memo, recorded_by, trace, recorded_at
    )
    with account as materialized (
        select * from ledger.find_import_accounts(p_book_id, p_import_id)
    ),

    statement as materialized (
        select
            stored.statement_no,
            stored.account_id,
            stored.currency,
            stored.statement_id,
            stored.reference,
            coalesce(stored.gap_amount, stored.opening) as first_moved,
            case when stored.gap_amount is null then 'opening' else 'gap' end as first_kind,
            stored.opening_date,
            coalesce(
                stored.closing_date, stored.opening_date, (core.now() at time zone 'UTC')::date
            ) as last_day
        from unnest(p_verdicts) as verdict
        inner join ledger.imported_statement as stored
            on
                stored.book_id = p_book_id
                and stored.import_id = p_import_id
                and verdict.statement_id = stored.statement_id
        where
            verdict.outcome = 'posted'
            and not verdict.is_known
    ),

    entry as materialized (
        select
            statement_no,
            item,
            kind,
            moved,
            value_date,
            memo
        from ledger.recall_import(p_book_id, p_import_id)
    ),

    item as (
        select
            entry.statement_no,
            entry.item,
            entry.kind,
            entry.moved,
            coalesce(entry.value_date, statement.last_day) as value_date,
            entry.memo,
            statement.account_id,
            statement.currency,
            statement.statement_id
        from entry
        inner join statement on entry.statement_no = statement.statement_no
        where entry.moved <> 0
        union all
        select
            statement.statement_no,
            1 as item,
            statement.first_kind as kind,
            statement.first_moved as moved,
            coalesce(statement.opening_date, first.value_date, statement.last_day) as value_date,
            statement.reference as memo,
            statement.account_id,
            statement.currency,
            statement.statement_id
        from statement
        left join (
            select
                statement_no,
                min(value_date) as value_date
            from entry
            group by statement_no
        ) as first on statement.statement_no = first.statement_no
        where statement.first_moved <> 0
    ),

    other as (
        select
            kind.kind,
            used.currency,
            account.account_id,
            account.balance,
            account.version
        from (select distinct currency from statement) as used
        cross join unnest(array['transfer', 'opening', 'gap', 'break']) as kind (kind)
        inner join account
            on
                ledger.import_account_name(kind.kind::core.transfer_kind, used.currency)
                = account.name
    ),

    leg as (
        select
            item.*,
            other.account_id as other_id,
            account.version + row_number() over own_past as own_version,
            account.balance + (sum(item.moved) over own_past)::bigint as own_balance,
            other.version + row_number() over other_past as other_version,
            other.balance - (sum(item.moved) over other_past)::bigint as other_balance
        from item
        inner join other
            on
                item.kind = other.kind
                and item.currency = other.currency
        inner join (
            select distinct
                account_id,
                balance,
                version
            from account
        ) as account on item.account_id = account.account_id
        window
            own_past as (partition by item.account_id order by item.statement_no, item.item),
            other_past as (partition by other.account_id order by item.statement_no, item.item)
    )

    select
        p_book_id,
        ledger.import_transfer_id(statement_id, item),
        kind,
        case when moved > 0 then other_id else account_id end,
        case when moved > 0 then other_version else own_version end,
        case when moved > 0 then other_balance else own_balance end,
        case when moved > 0 then account_id else other_id end,
        case when moved > 0 then own_version else other_version end,
        case when moved > 0 then own_balance else other_balance end,
        abs(moved),
        currency,
        value_date,
        memo,
        coalesce(p_actor, session_user),
        p_trace,
        core.now()
    from leg;
exception
    when check_violation then
        get stacked diagnostics v_constraint = constraint_name;

        if v_constraint <> '' then
            raise;
        end if;

        perform ledger.refuse_id(core.new_id()); -- no constraint: there is no month for today
end;
$body$;

comment on function ledger.write_import is
'Posts what the journal says of the new statements: an opening or a gap, the lines, the breaks.';

revoke all on function ledger.write_import from public;
