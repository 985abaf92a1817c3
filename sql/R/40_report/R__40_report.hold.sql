-- Bound when it's created and without settings, so that the planner sees through it: for each hold
-- of a page it reads one row of the journal, in the month that the id leads to.

create or replace function report.hold()
returns table (
    book_id uuid,
    hold_id uuid,
    debit_account_id uuid,
    credit_account_id uuid,
    currency core.currency_code,
    amount core.amount,
    captured core.held,
    remaining core.held,
    state core.hold_state,
    expires_at timestamptz,
    value_date date,
    memo core.memo,
    recorded_by core.actor,
    recorded_at timestamptz
)
language sql
stable
parallel safe
begin atomic
    select
        hold.book_id,
        hold.hold_id,
        hold.debit_account_id,
        hold.credit_account_id,
        hold.currency,
        hold.amount,
        hold.captured,
        hold.remaining,
        hold.state,
        hold.expires_at,
        transfer.value_date,
        transfer.memo,
        transfer.recorded_by,
        transfer.recorded_at
    from ledger.hold
    left join ledger.transfer
        on
            hold.book_id = transfer.book_id
            and hold.hold_id = transfer.transfer_id;
end;

comment on function report.hold is
'Every hold as it is now, with what its transfer says: null where that month is no longer kept.';

revoke all on function report.hold from public;
grant execute on function report.hold to report_read;
