-- What was judged just now answers from the verdicts; what the journal knows answers from there. A
-- statement may be known by its digest from another source: then the answer names that account.

create or replace function ledger.answer_import(
    p_book_id uuid,
    p_import_id uuid,
    p_verdicts ledger.import_verdict[]
)
returns table (
    statement_no integer,
    source core.source_name,
    account_name core.account_name,
    account_id uuid,
    currency core.currency_code,
    outcome core.import_outcome,
    lines integer,
    credits core.balance,
    debits core.balance,
    opening core.balance,
    closing core.balance,
    break_amount core.signed_amount,
    gap_amount core.signed_amount,
    breaks jsonb,
    replayed boolean,
    refusal core.refusal
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
    with asked as materialized (
        select
            verdict.statement_no,
            staged.source,
            verdict.outcome,
            verdict.refusal,
            verdict.statement_id,
            verdict.is_known
        from unnest(p_verdicts) as verdict
        inner join ledger.staged_statement as staged
            on
                staged.book_id = p_book_id
                and staged.import_id = p_import_id
                and verdict.statement_no = staged.statement_no
        union all
        select
            stored.statement_no,
            stored.source,
            stored.outcome,
            stored.refusal,
            stored.statement_id,
            true as is_known
        from ledger.imported_statement as stored
        where
            stored.book_id = p_book_id
            and stored.import_id = p_import_id
            -- procwright:allow PW620 each verdict has its number until=2028-12-31
            and stored.statement_no not in (
                select verdict.statement_no
                from unnest(p_verdicts) as verdict
            )
    )

    select
        asked.statement_no,
        asked.source,
        (told.source || ':' || told.account)::core.account_name,
        told.account_id,
        told.currency,
        asked.outcome::core.import_outcome,
        told.lines,
        told.credits,
        told.debits,
        told.opening,
        told.closing,
        told.break_amount,
        told.gap_amount,
        told.breaks,
        asked.is_known and (asked.refusal ->> 'code') is distinct from 'LG301',
        coalesce(asked.refusal, told.refusal)::core.refusal
    from asked
    left join ledger.imported_statement as told
        on
            told.book_id = p_book_id
            and told.statement_id = any(array(select statement_id from asked))
            and asked.statement_id = told.statement_id
    order by asked.statement_no;
end;
$body$;

comment on function ledger.answer_import is
'One row a statement: what api.post_import answers.';

revoke all on function ledger.answer_import from public;
