-- What is now: each rule can be judged by the accounts, their names and their book alone.

create or replace function report.verify_accounts()
returns table (
    invariant text,
    book_id uuid,
    place text
)
language plpgsql
stable
parallel safe
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    return query
    select
        'the balances of a currency add up to zero' as invariant,
        account.book_id,
        account.currency::text as place
    from ledger.account
    group by account.book_id, account.currency
    having sum(account.balance) <> 0
    union all
    select
        'no balance is below its floor' as invariant,
        account.book_id,
        'account ' || account.account_id as place
    from ledger.account
    where account.balance - account.held < account.balance_floor
    union all
    select
        'no balance is above its ceiling' as invariant,
        account.book_id,
        'account ' || account.account_id as place
    from ledger.account
    where account.balance > account.balance_ceiling
    union all
    select
        'a closed account is empty' as invariant,
        account.book_id,
        'account ' || account.account_id as place
    from ledger.account
    where
        not account.is_open
        and (account.balance <> 0 or account.held <> 0)
    union all
    select
        'no balance is beyond what a balance can hold' as invariant,
        account.book_id,
        'account ' || account.account_id as place
    from ledger.account
    where
        account.balance::bigint not between -900000000000000000 and 900000000000000000
    union all
    select
        'an account is kept in a currency that has a minor unit' as invariant,
        account.book_id,
        'account ' || account.account_id as place
    from ledger.account
    left join core.currency on account.currency = currency.currency
    where currency.exponent is null
    union all
    select
        'an account belongs to a book' as invariant,
        account.book_id,
        'account ' || account.account_id as place
    from ledger.account
    left join core.book on account.book_id = book.book_id
    where book.book_id is null
    union all
    select
        'a name belongs to an account' as invariant,
        account_name.book_id,
        'name ' || account_name.name as place
    from ledger.account_name
    left join ledger.account
        on
            account_name.book_id = account.book_id
            and account_name.account_id = account.account_id
    where account.account_id is null;
end;
$body$;

comment on function report.verify_accounts is
'Every place where an invariant of the accounts, as they are now, is broken.';

revoke all on function report.verify_accounts from public;
grant execute on function report.verify_accounts to report_read;
