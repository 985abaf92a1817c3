-- Bound when it's created and without settings, so that the planner sees through it: a reader of
-- one account touches one row, and the names only of what it returns.

create or replace function report.account()
returns table (
    book_id uuid,
    account_id uuid,
    currency core.currency_code,
    balance core.balance,
    balance_floor core.balance,
    version bigint,
    is_open boolean,
    names text[]
)
language sql
stable
parallel safe
begin atomic
    select
        account.book_id,
        account.account_id,
        account.currency,
        account.balance,
        account.balance_floor,
        account.version,
        account.is_open,
        array(
            select account_name.name::text
            from ledger.account_name
            where
                account_name.book_id = account.book_id
                and account_name.account_id = account.account_id
            order by account_name.name
        ) as all_names
    from ledger.account;
end;

comment on function report.account is 'Every account with its names, in order.';

revoke all on function report.account from public;
grant execute on function report.account to report_read;
