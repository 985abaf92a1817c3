-- The second half of the judgement: what depends on the statement before it. A statement ends at
-- its own closing whatever came before, so one pass in the order of the file knows every gap. Where
-- a gap can't be posted, the statements behind it are refused with it: their gaps would stand on
-- a closing that isn't in the ledger.

create or replace function ledger.judge_import(
    p_book_id uuid,
    p_import_id uuid
)
returns setof ledger.import_verdict
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
set jit = off
as $body$
#variable_conflict use_column
declare
    v_most constant bigint := 1000000000000000; -- of core.amount
    v_open_from date := ledger.open_from(p_book_id);
begin
    return query
    with account as materialized (
        select * from ledger.find_import_accounts(p_book_id, p_import_id)
    ),

    weighed as materialized (
        select
            entry.*,
            staged.source,
            staged.line_no,
            staged.digest,
            staged.currency,
            staged.opening,
            staged.closing,
            first_value(entry.statement_no) over (
                partition by
                    staged.digest, entry.refusal is null and entry.known_statement_id is null
                order by entry.statement_no
            ) as first_no
        from ledger.weigh_import(p_book_id, p_import_id) as entry
        inner join ledger.staged_statement as staged
            on
                staged.book_id = p_book_id
                and staged.import_id = p_import_id
                and entry.statement_no = staged.statement_no
    ),

    chained as (
        select
            weighed.*,
            lag(weighed.closing) over (
                partition by weighed.name order by weighed.statement_no
            ) as closing_before
        from weighed
        where
            weighed.refusal is null
            and weighed.known_statement_id is null
            and weighed.statement_no = weighed.first_no
    ),

    opened as (
        select
            chained.*,
            chained.opening
            - coalesce(chained.closing_before, account.balance, 0)::numeric as first_moved,
            chained.closing_before is null
            and coalesce(account.version, 0) = 0
            and not exists (
                select
                from ledger.imported_statement as earlier
                where
                    earlier.book_id = p_book_id
                    and earlier.account_id = any(array(select account_id from account))
                    and earlier.account_id = chained.account_id
            ) as is_first,
            case
                when chained.opening_day < v_open_from or period.state = 'soft_closed' then
                    date_trunc('month', chained.opening_day::timestamp)::date
            end as closed_from
        from chained
        left join account on chained.account_id = account.account_id
        left join ledger.period
            on
                period.book_id = p_book_id
                and date_trunc('month', chained.opening_day::timestamp)::date
                = period.period_start
    ),

    blocked as (
        select
            opened.*,
            min(opened.statement_no) filter (
                where
                    abs(opened.first_moved) > v_most
                    or (opened.first_moved <> 0 and opened.closed_from is not null)
            ) over (partition by opened.name order by opened.statement_no) as blocked_by
        from opened
    ),

    judged as (
        select
            weighed.statement_no,
            weighed.name,
            weighed.account_id,
            weighed.currency,
            weighed.known_statement_id,
            weighed.digest,
            weighed.source,
            weighed.first_no,
            weighed.lines,
            weighed.credits,
            weighed.debits,
            weighed.break_amount,
            weighed.breaks,
            case when not blocked.is_first then blocked.first_moved end as gap_amount,
            coalesce(weighed.refusal, case
                when blocked.blocked_by is null then null
                when blocker.closed_from is not null then
                    core.refusal('LG305', fact.place || jsonb_build_object(
                        'closed_from', blocker.closed_from,
                        'closed_to', (blocker.closed_from + interval '1 month - 1 day')::date,
                        'blocked_by', blocked.blocked_by
                    ))
                else
                    core.refusal('LG306', fact.place || jsonb_build_object(
                        'largest', abs(blocker.first_moved)::text,
                        'blocked_by', blocked.blocked_by
                    ))
            end::jsonb) as refusal
        from weighed
        cross join lateral (
            select
                jsonb_build_object(
                    'source', weighed.source,
                    'statement_no', weighed.statement_no,
                    'line_no', weighed.line_no
                ) as place
        ) as fact
        left join blocked on weighed.statement_no = blocked.statement_no
        left join blocked as blocker on blocked.blocked_by = blocker.statement_no
    )

    select
        judged.statement_no,
        judged.name,
        judged.account_id,
        judged.currency::text,
        case
            when judged.refusal ->> 'code' = 'LG301' then 'conflict'
            when judged.refusal is not null then 'refused'
            when judged.known_statement_id is not null then coalesce(known.outcome, 'duplicate')
            when judged.statement_no > judged.first_no then 'duplicate'
            else 'posted'
        end as outcome,
        coalesce(
            judged.known_statement_id,
            answered.statement_id,
            ledger.import_item_id(
                core.now(),
                case when judged.refusal is null then judged.first_no else judged.statement_no end,
                0,
                sha256(judged.digest || uuid_send(p_import_id)) -- refused now, posted tomorrow
            )
        ) as statement_id,
        coalesce(judged.known_statement_id, answered.statement_id) is not null
        or (judged.refusal is null and judged.statement_no > judged.first_no) as is_known,
        judged.lines,
        judged.credits,
        judged.debits,
        judged.break_amount,
        judged.gap_amount,
        judged.breaks,
        judged.refusal
    from judged
    left join ledger.imported_statement as answered
        on
            answered.book_id = p_book_id
            and answered.source = any(array(select source from weighed))
            and judged.source = answered.source
            and judged.statement_no = answered.statement_no
            and answered.outcome <> 'posted'
            and judged.digest = answered.digest
            and judged.refusal = answered.refusal
    left join ledger.imported_statement as known
        on
            known.book_id = p_book_id
            and known.import_id = p_import_id
            and judged.known_statement_id = known.statement_id
    order by judged.statement_no;
end;
$body$;

comment on function ledger.judge_import is
'What is to come of each staged statement of an import, in the order of the file.';

revoke all on function ledger.judge_import from public;
