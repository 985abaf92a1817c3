-- Steps 3, 5 and 6 of a hold, a capture and a void, as in ledger.post: the key alone tells who was
-- first (docs/adr/0002-the-insert-is-the-replay-check.md).

create or replace function ledger.record_hold(p_row ledger.transfer)
returns ledger.transfer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_asked ledger.transfer := p_row;
    v_constraint text;
begin
    begin
        insert into ledger.transfer (
            book_id, transfer_id, kind,
            debit_account_id, debit_version, debit_balance,
            credit_account_id, credit_version, credit_balance,
            amount, currency, value_date, memo, hold_transfer_id, is_rest, expires_at, refusal,
            recorded_by, trace, recorded_at
        )
        values (
            p_row.book_id, p_row.transfer_id, p_row.kind,
            p_row.debit_account_id, p_row.debit_version, p_row.debit_balance,
            p_row.credit_account_id, p_row.credit_version, p_row.credit_balance,
            p_row.amount, p_row.currency, p_row.value_date, p_row.memo,
            p_row.hold_transfer_id, p_row.is_rest, p_row.expires_at, p_row.refusal,
            coalesce(p_row.recorded_by, session_user), p_row.trace, core.now()
        );
    exception
        when unique_violation then
            -- what is left of a hold is no part of the request: it has changed since
            if p_row.kind = 'void' or p_row.is_rest then
                v_asked.amount := null;
            end if;

            return ledger.replay(v_asked);
        when check_violation then
            get stacked diagnostics v_constraint = constraint_name;

            if v_constraint <> '' then
                raise;
            end if;

            perform ledger.refuse_id(p_row.transfer_id); -- no constraint: there is no month for it
    end;

    return p_row;
end;
$body$;

comment on function ledger.record_hold is
'Writes the row of a hold, of a capture or of a void, and is that row. Where the id is in use, it is
what came of the first request with it, as ledger.replay tells it: that has an xid, or a refusal.';

revoke all on function ledger.record_hold from public;
