-- Bound when it's created and without settings, so that the planner sees through it: a reader of
-- one account gets two index scans a month, merged in the order of versions, and stops when it has
-- enough. That holds as long as neither half has a where; so refused requests are in it.

drop function if exists report.leg();

create or replace function report.leg()
returns table (
    book_id uuid,
    account_id uuid,
    version bigint,
    moved bigint,
    set_aside bigint,
    balance core.balance,
    counterpart_account_id uuid,
    transfer_id uuid,
    kind core.transfer_kind,
    currency core.currency_code,
    value_date date,
    memo core.memo,
    reverses_transfer_id uuid,
    hold_transfer_id uuid,
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
        case
            when transfer.kind in ('hold', 'void', 'expiry') then 0
            else -transfer.amount
        end as moved,
        case
            when transfer.kind = 'hold' then +transfer.amount
            when transfer.kind in ('capture', 'void', 'expiry') then -transfer.amount
            else 0
        end as set_aside,
        transfer.debit_balance as balance,
        transfer.credit_account_id as counterpart_account_id,
        transfer.transfer_id,
        transfer.kind,
        transfer.currency,
        transfer.value_date,
        transfer.memo,
        transfer.reverses_transfer_id,
        transfer.hold_transfer_id,
        transfer.recorded_at,
        transfer.refusal is null as is_posted
    from ledger.transfer
    union all
    select
        transfer.book_id,
        transfer.credit_account_id as account_id,
        transfer.credit_version as version,
        +transfer.amount as moved,
        0::bigint as set_aside,
        transfer.credit_balance as balance,
        transfer.debit_account_id as counterpart_account_id,
        transfer.transfer_id,
        transfer.kind,
        transfer.currency,
        transfer.value_date,
        transfer.memo,
        transfer.reverses_transfer_id,
        transfer.hold_transfer_id,
        transfer.recorded_at,
        transfer.credit_version is not null as is_posted
    from ledger.transfer;
end;

comment on function report.leg is
'Each transfer twice: as its debit account sees it, and as its credit account does. One that was
refused moved nothing: it has neither version nor balance. A hold, a void and an expiry moved
nothing either: they set an amount aside on their debit account or give it back, and as the credit
account sees them they are not posted.';

revoke all on function report.leg from public;
grant execute on function report.leg to report_read;
