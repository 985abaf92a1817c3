-- Bound when it's created and without settings, so that the planner sees through it: a reader of
-- one account touches one row, and the names only of what it returns.

drop function if exists report.account();

create or replace function report.account()
returns table (
    book_id uuid,
    account_id uuid,
    currency core.currency_code,
    kind core.account_kind,
    normal_side core.side,
    balance core.balance,
    normal_balance core.balance,
    held core.held,
    available bigint,
    balance_floor core.balance,
    balance_ceiling core.balance,
    transfer_limit core.amount,
    day_limit core.amount,
    spent_date date,
    spent core.held,
    version bigint,
    state core.account_state,
    heading core.heading_code,
    metadata core.metadata,
    names text[],
    is_open boolean,
    is_debit_frozen boolean,
    is_credit_frozen boolean
)
language sql
stable
parallel safe
begin atomic
    select
        account.book_id,
        account.account_id,
        account.currency,
        account.kind,
        case
            when account.kind in ('asset', 'expense') then 'debit'
            else 'credit'
        end::core.side as normal_side,
        account.balance,
        case
            when account.kind in ('asset', 'expense') then -account.balance
            else account.balance
        end as normal_balance,
        account.held,
        account.balance::bigint - account.held::bigint - account.balance_floor::bigint as available,
        account.balance_floor,
        account.balance_ceiling,
        account.transfer_limit,
        account.day_limit,
        account.spent_date,
        account.spent,
        account.version,
        case
            when not account.is_open then 'closed'
            when account.is_debit_frozen and account.is_credit_frozen then 'frozen'
            when account.is_debit_frozen then 'debits_frozen'
            when account.is_credit_frozen then 'credits_frozen'
            else 'open'
        end::core.account_state as state,
        account_detail.heading,
        account_detail.metadata,
        array(
            select account_name.name::text
            from ledger.account_name
            where
                account_name.book_id = account.book_id
                and account_name.account_id = account.account_id
            order by account_name.name
        ) as all_names,
        account.is_open,
        account.is_debit_frozen,
        account.is_credit_frozen
    from ledger.account
    left join ledger.account_detail
        on
            account.book_id = account_detail.book_id
            and account.account_id = account_detail.account_id;
end;

comment on function report.account is
'Every account: what it holds, either way; what it may do; where it stands in the chart; its names,
in order. Available is what may be taken out; null where no floor ends it.';

revoke all on function report.account from public;
grant execute on function report.account to report_read;
