-- The first half of the judgement: each staged statement by itself, against what is known and what
-- its accounts allow. What depends on the statement before it is judged by ledger.judge_import.
-- Both halves are stable: they read the snapshot of the statement that asks, which api.post_import
-- begins after its locks. The journal is read by arrays of keys, since nested loops are off.

create or replace function ledger.weigh_import(
    p_book_id uuid,
    p_import_id uuid
)
returns table (
    statement_no integer,
    name text,
    account_id uuid,
    known_statement_id uuid,
    lines bigint,
    credits numeric,
    debits numeric,
    break_amount numeric,
    breaks jsonb,
    opening_day date,
    refusal jsonb
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
set jit = off
as $body$
#variable_conflict use_column
declare
    v_most constant bigint := 1000000000000000; -- of core.amount
    v_limit constant bigint := 900000000000000000; -- of core.balance, either way
begin
    return query
    with account as materialized (
        select * from ledger.find_import_accounts(p_book_id, p_import_id)
    ),

    other as (
        select
            staged.currency,
            min(account.account_id::text) filter (
                where account.currency <> staged.currency
            ) as foreign_id,
            min(
                ledger.weigh_account(account.entire, '-infinity', 'infinity')::text
            )::jsonb as refusal -- they go as far as it takes
        from (
            select distinct currency
            from ledger.staged_statement
            where
                book_id = p_book_id
                and import_id = p_import_id
        ) as staged
        cross join unnest(array['transfer', 'opening', 'gap', 'break']) as kind (kind)
        inner join account
            on
                ledger.import_account_name(kind.kind::core.transfer_kind, staged.currency)
                = account.name
        group by staged.currency
    ),

    staged as materialized (
        select
            statement.*,
            statement.source || ':' || statement.account as name,
            currency.exponent is not null as is_kept,
            first_value(statement.currency) over (
                partition by statement.source, statement.account
                order by
                    currency.exponent is null,
                    statement.fault is not null,
                    statement.statement_no
            ) as first_currency
        from ledger.staged_statement as statement
        left join core.currency on statement.currency = currency.currency
        where
            statement.book_id = p_book_id
            and statement.import_id = p_import_id
    )

    select
        staged.statement_no,
        staged.name,
        account.account_id,
        coalesce(own.statement_id, same.statement_id) as known_statement_id,
        coalesce(entry.lines, 0) as lines,
        coalesce(entry.credits, 0) as credits,
        coalesce(entry.debits, 0) as debits,
        coalesce(entry.break_amount, 0) as break_amount,
        entry.breaks,
        coalesce(
            staged.opening_date, entry.first_day, staged.closing_date,
            (core.now() at time zone 'UTC')::date
        ) as opening_day,
        case
            when own.digest <> staged.digest then
                core.refusal('LG301', fact.place || jsonb_build_object('import_id', p_import_id))
            when coalesce(own.statement_id, same.statement_id) is not null then null
            when place.statement_id is not null then
                core.refusal('LG301', fact.place || jsonb_build_object(
                    'statement_id', place.statement_id
                ))
            when staged.fault is not null and staged.is_cut then
                core.refusal('LG313', fact.place || jsonb_build_object('reason', staged.fault))
            when staged.fault is not null then
                core.refusal('LG312', fact.place || jsonb_build_object('reason', staged.fault))
            when fact.missing <> '{}' then
                core.refusal('LG311', fact.place || jsonb_build_object(
                    'missing', to_jsonb(fact.missing)
                ))
            when not staged.is_kept then
                core.refusal('LG312', fact.place || jsonb_build_object(
                    'reason', format('No account is kept in %s.', staged.currency)
                ))
            when
                coalesce(account.currency, staged.first_currency) <> staged.currency
                or other.foreign_id is not null then
                core.refusal('LG302', fact.place || jsonb_build_object(
                    'asked', staged.currency,
                    'account_id', coalesce(other.foreign_id, account.account_id::text),
                    'account', staged.name
                ))
            when limits.refusal is not null then
                jsonb_set(limits.refusal, '{facts}', fact.place || (limits.refusal -> 'facts'))
            when entry.closed_from is not null then
                core.refusal('LG305', fact.place || jsonb_build_object(
                    'closed_from', entry.closed_from,
                    'closed_to', (entry.closed_from + interval '1 month - 1 day')::date
                ))
            when
                entry.largest > v_most
                or staged.opening + entry.lowest < -v_limit
                or staged.opening + entry.highest > v_limit
                or greatest(entry.credits, entry.debits) > v_limit then
                core.refusal('LG306', fact.place || jsonb_build_object(
                    'largest', entry.largest::text,
                    'lowest', (staged.opening + entry.lowest)::text,
                    'highest', (staged.opening + entry.highest)::text
                ))
        end::jsonb as refusal
    from staged
    cross join lateral (
        select
            jsonb_build_object(
                'source', staged.source,
                'statement_no', staged.statement_no,
                'line_no', staged.line_no
            ) as place,
            array_remove(array[
                case when staged.account is null then 'account' end,
                case when staged.currency is null then 'currency' end,
                case when staged.opening is null then 'opening' end,
                case when staged.closing is null then 'closing' end
            ], null) as missing
    ) as fact
    left join ledger.sum_import(p_book_id, p_import_id) as entry
        on staged.statement_no = entry.statement_no
    left join other on staged.currency = other.currency
    left join account on staged.name = account.name
    cross join lateral (
        select
            coalesce(other.refusal, ledger.weigh_account(
                account.entire,
                staged.opening + coalesce(entry.lowest, 0),
                staged.opening + coalesce(entry.highest, 0)
            )::jsonb) as refusal
    ) as limits
    left join ledger.imported_statement as own
        on
            own.book_id = p_book_id
            and own.import_id = p_import_id
            and staged.statement_no = own.statement_no
    left join ledger.imported_statement as same
        on
            same.book_id = p_book_id
            and same.digest = any(array(select digest from staged))
            and staged.digest = same.digest
            and same.outcome = 'posted'
    left join ledger.imported_statement as place
        on
            place.book_id = p_book_id
            and place.source = any(array(select source from staged))
            and staged.source = place.source
            and staged.statement_no = place.statement_no
            and place.outcome = 'posted';
end;
$body$;

comment on function ledger.weigh_import is
'Each staged statement of an import: its sums, the journal row that knows it already, or why it is
refused. No row of the journal and no refusal: it may be posted.';

revoke all on function ledger.weigh_import from public;
