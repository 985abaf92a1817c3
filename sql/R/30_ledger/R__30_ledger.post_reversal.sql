-- Its own rules come first, and behind the same locks: what was refused for its currency, say, is
-- not to be taken back, whatever the currency. ledger.post locks again what is locked by then.

drop function if exists ledger.post_reversal(ledger.transfer);

create or replace function ledger.post_reversal(p_request ledger.transfer)
returns ledger.transfer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_request ledger.transfer := p_request;
begin
    -- 2 lock: the lower id first, as ledger.post does
    perform account_id
    from ledger.account
    where
        book_id = v_request.book_id
        and account_id = least(v_request.debit_account_id, v_request.credit_account_id)
    for no key update;

    perform account_id
    from ledger.account
    where
        book_id = v_request.book_id
        and account_id = greatest(v_request.debit_account_id, v_request.credit_account_id)
    for no key update;

    -- 4 judge
    v_request.refusal := ledger.judge_reversal(v_request);

    -- 3 replay, 4 judge the rest, 5 write, 6 record
    return ledger.post(v_request);
end;
$body$;

comment on function ledger.post_reversal is
'Posts or refuses a request that takes back an earlier transfer, whose accounts it has the other way
round. Else as ledger.post; the caller has seen that the earlier transfer is there.';

revoke all on function ledger.post_reversal from public;
