-- A page begins among the findings of one statement. The statements of one moment may interleave
-- (ledger.import_item_id), so a page sorts what comes behind it; most statements have no finding.

create or replace function api.list_import_findings(
    p_book_id uuid,
    p_source core.source_name default null,
    p_after uuid default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    finding_id uuid,
    import_id uuid,
    source core.source_name,
    statement_no integer,
    line_no integer,
    reference core.line_reference,
    kind text,
    amount core.signed_amount,
    currency core.currency_code,
    account_id uuid,
    refusal_code text,
    reason text,
    is_settled boolean,
    recorded_at timestamptz
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_first constant uuid := uuid '00000000-0000-0000-0000-000000000000';
begin
    -- 1 validate: what can be judged without a row; a null limit would be none
    if num_nulls(p_book_id, p_limit) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'limit'
        end));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);

    return query
    select
        finding.finding_id,
        statement.import_id,
        statement.source,
        statement.statement_no,
        finding.line_no,
        finding.reference::core.line_reference,
        finding.kind,
        finding.amount::core.signed_amount,
        statement.currency,
        statement.account_id,
        statement.refusal ->> 'code' as refusal_code,
        finding.reason,
        statement.outcome = 'posted' or exists (
            select
            from ledger.imported_statement as posted
            where
                posted.book_id = p_book_id
                and posted.outcome = 'posted'
                and posted.digest = statement.digest
        ) or statement.outcome = 'refused' and exists (
            select
            from ledger.imported_statement as posted
            where
                posted.book_id = p_book_id
                and posted.outcome = 'posted'
                and posted.source = statement.source
                and posted.statement_no = statement.statement_no
        ) as is_settled,
        statement.recorded_at
    from ledger.imported_statement as statement
    cross join lateral (
        select
            ledger.import_transfer_id(statement.statement_id, 1) as finding_id,
            statement.line_no,
            statement.reference,
            'gap' as kind,
            statement.gap_amount::bigint as amount,
            null as reason
        where statement.gap_amount <> 0
        union all
        select
            ledger.import_transfer_id(statement.statement_id, broken.item) as finding_id,
            broken.line_no,
            broken.reference,
            'break' as kind,
            broken.amount,
            null as reason
        from jsonb_to_recordset(statement.breaks)
            as broken (item bigint, line_no integer, reference text, amount bigint)
        union all
        select
            statement.statement_id as finding_id,
            statement.line_no,
            statement.reference,
            case
                when statement.outcome = 'conflict' then 'conflict'
                when statement.refusal ->> 'code' = 'LG313' then 'truncated'
                else 'refused'
            end as kind,
            null as amount,
            coalesce(
                statement.refusal #>> '{facts,reason}', statement.refusal ->> 'title'
            ) as reason
        where statement.outcome <> 'posted'
    ) as finding
    where
        statement.book_id = p_book_id
        and statement.statement_id >= overlay(
            replace(coalesce(p_after, v_first)::text, '-', '') placing repeat('0', 15) from 18
        )::uuid
        and (statement.outcome <> 'posted' or statement.breaks is not null
            or statement.gap_amount <> 0)
        and (p_source is null or statement.source = p_source)
        and finding.finding_id > coalesce(p_after, v_first)
    order by finding.finding_id
    limit p_limit;
end;
$body$;

comment on function api.list_import_findings is $contract$
List what imports of a book found amiss: gaps, breaks, and what was refused.

In the order in which it was found. A gap or a break was posted: finding_id is its transfer, amount
what had to be added to reach the balance of the bank. Such a break stands at a line where the
source states a balance with each line, else behind the last one; then line_no is null. What was
refused (kind refused, conflict, or truncated where the file ends in the middle) says why; it is
settled once the statement, or for a refusal a better one at its place, was posted after all.

@http       GET /v1/books/{book_id}/import-findings
@scope      import:read
@timeout    5s
@page       after finding_id
@error      LG002 The book or the limit is null.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.list_import_findings from public;
grant execute on function api.list_import_findings to api_read;
