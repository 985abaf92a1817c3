-- A hash of what is set, not a counter: no routine that sets something can forget to raise it, and
-- a transfer doesn't change it. Who sets back what was there has the version that was there.

create or replace function ledger.settings_version(
    p_book_id uuid,
    p_account_id uuid
)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $body$
    select encode(substring(sha256(convert_to(jsonb_build_array(
        account.balance_floor, account.balance_ceiling,
        account.transfer_limit, account.day_limit,
        account.is_open, account.is_debit_frozen, account.is_credit_frozen,
        account_detail.heading, account_detail.metadata
    )::text, 'UTF8')) from 1 for 12), 'hex')
    from ledger.account
    left join ledger.account_detail
        on
            account.book_id = account_detail.book_id
            and account.account_id = account_detail.account_id
    where
        account.book_id = p_book_id
        and account.account_id = p_account_id;
$body$;

comment on function ledger.settings_version is
'What the settings of an account are known by: limits, state, heading and metadata. Null: there is
no such account.';

revoke all on function ledger.settings_version from public;
