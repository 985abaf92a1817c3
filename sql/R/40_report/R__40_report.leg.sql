-- Bound when it's created and without settings, so that the planner sees through it: a reader of
-- one account gets two index scans a month, merged in the order of versions, and stops when it has
-- enough. That holds as long as neither half has a where; so refused requests are in it.

create or replace function report.leg()
returns table (
    book_id uuid,
    account_id uuid,
    version bigint,
    moved bigint,
    balance core.balance,
    counterpart_account_id uuid,
    transfer_id uuid,
    kind core.transfer_kind,
    currency core.currency_code,
    value_date date,
    memo core.memo,
    reverses_transfer_id uuid,
    recorded_at timestamptz,
    is_posted boolean
)
language sql
stable
parallel safe
begin atomic
    select
        transfer.book_id,
        transfer.debit_account_id as account_id,
        transfer.debit_version as version,
        -transfer.amount as moved,
        transfer.debit_balance as balance,
        transfer.credit_account_id as counterpart_account_id,
        transfer.transfer_id,
        transfer.kind,
        transfer.currency,
        transfer.value_date,
        transfer.memo,
        transfer.reverses_transfer_id,
        transfer.recorded_at,
        transfer.refusal is null as is_posted
    from ledger.transfer
    union all
    select
        transfer.book_id,
        transfer.credit_account_id as account_id,
        transfer.credit_version as version,
        +transfer.amount as moved,
        transfer.credit_balance as balance,
        transfer.debit_account_id as counterpart_account_id,
        transfer.transfer_id,
        transfer.kind,
        transfer.currency,
        transfer.value_date,
        transfer.memo,
        transfer.reverses_transfer_id,
        transfer.recorded_at,
        transfer.refusal is null as is_posted
    from ledger.transfer;
end;

comment on function report.leg is
'Each transfer twice: as its debit account sees it, and as its credit account does. One that was
refused moved nothing: it has neither version nor balance.';

revoke all on function report.leg from public;
grant execute on function report.leg to report_read;
