-- Set-based: no statement runs once a line or once a bank statement. Staging and the journal hold
-- what the steps hand on, so it needs no temporary table (docs/adr/0012-statements-are-known-by-
-- their-digest.md). Step 6 comes before step 5: the row of the journal says what is to be posted.

create or replace function api.post_import(
    p_book_id uuid,
    p_import_id uuid,
    p_actor core.actor default null,
    p_trace core.trace default null
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
volatile
security definer
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
set jit = off
set work_mem = '64MB'
as $body$
#variable_conflict use_column
declare
    v_verdicts ledger.import_verdict [];
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_import_id) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'import_id'
        end));
    end if;

    perform core.require_book(p_actor, p_book_id); -- before the lock: a stranger locks nothing

    -- 2 lock: the book, then the accounts in ascending order
    perform ledger.lock_import(p_book_id, p_import_id);

    -- 3 replay, 4 judge: what is known by its digest, its place or its import is not judged again
    v_verdicts := array(
        select verdict
        from ledger.judge_import(p_book_id, p_import_id) as verdict
        order by verdict.statement_no
    );

    -- 6 record
    perform ledger.open_import_accounts(p_book_id, p_import_id, v_verdicts, p_actor, p_trace);

    insert into ledger.imported_statement (
        book_id, statement_id, import_id, statement_no, source, line_no, digest, outcome,
        account, account_id, currency, reference, opening, opening_date, closing, closing_date,
        lines, credits, debits, break_amount, gap_amount, breaks, refusal,
        recorded_by, trace, recorded_at
    )
    select
        p_book_id,
        verdict.statement_id,
        p_import_id,
        staged.statement_no,
        staged.source,
        staged.line_no,
        staged.digest,
        verdict.outcome,
        staged.account,
        case when verdict.outcome = 'posted' then account.account_id end,
        staged.currency,
        staged.reference,
        staged.opening,
        staged.opening_date,
        staged.closing,
        staged.closing_date,
        verdict.lines,
        case when verdict.outcome = 'posted' then verdict.credits end,
        case when verdict.outcome = 'posted' then verdict.debits end,
        case when verdict.outcome = 'posted' then verdict.break_amount end,
        case when verdict.outcome = 'posted' then verdict.gap_amount end,
        case when verdict.outcome = 'posted' then verdict.breaks end,
        verdict.refusal,
        coalesce(p_actor, session_user),
        p_trace,
        core.now()
    from unnest(v_verdicts) as verdict
    inner join ledger.staged_statement as staged
        on
            staged.book_id = p_book_id
            and staged.import_id = p_import_id
            and verdict.statement_no = staged.statement_no
    left join ledger.find_import_accounts(p_book_id, p_import_id) as account
        on verdict.name = account.name
    where not verdict.is_known
    order by staged.statement_no;

    -- 5 write: what happened, then what is now
    perform ledger.write_import(p_book_id, p_import_id, v_verdicts, p_actor, p_trace);
    perform ledger.settle_import(p_book_id);

    return query
    select * from ledger.answer_import(p_book_id, p_import_id, v_verdicts);

    delete from ledger.staged_line
    where
        book_id = p_book_id
        and import_id = p_import_id;

    delete from ledger.staged_statement
    where
        book_id = p_book_id
        and import_id = p_import_id;
end;
$body$;

comment on function api.post_import is $contract$
Judge and post the bank statements that were staged under an import.

Each statement is posted as a whole or refused as a whole, with its reason; one that was posted
before is a duplicate and changes nothing, and one that stands where another was posted is a
conflict. A line becomes a transfer between the account, which is named source:account, and the
clearing account of its currency. What an account held before its first statement comes from the
opening account; where an opening is not what the account holds, the gap comes from the gap account;
where a statement does not add up, the break goes to the suspense account; breaks lists where (item,
reference, amount as text, and line_no but behind the last line). So the account closes with the
bank's own closing. A repeated import answers with what it judged, with replayed = true;
what was a duplicate has left no row and is not told again.

@http       POST /v1/books/{book_id}/imports/{import_id}
@scope      import:write
@idempotent import_id
@timeout    60s
@most       10000
@rate       writes 600000/60s
@error      LG002 The book or the import is null.
@error      LG003 The ledger keeps no month for today.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG201 Another account took the name of one of the import's at this moment.
@error      LG301 Another statement was posted from the same place of the same source.
@error      LG302 The account, or one on the other side, is kept in another currency.
@error      LG303 The account would go below its floor, or one on the other side has a floor.
@error      LG304 The account, or one on the other side, is not open.
@error      LG305 A line, the opening or a gap falls into a closed period.
@error      LG306 An amount or a balance is beyond what the ledger can hold.
@error      LG309 The account would go above its ceiling, or one on the other side has a ceiling.
@error      LG311 The statement lacks an account, a currency, an opening or a closing.
@error      LG312 The statement cannot be read, or no account is kept in its currency.
@error      LG313 The file ends in the middle of the statement.
@error      LG316 The account, or one on the other side, is frozen for debits.
@error      LG317 The account, or one on the other side, is frozen for credits.
$contract$;

revoke all on function api.post_import from public;
grant execute on function api.post_import to api_write;
