-- The canonical form, for whoever wants to check it elsewhere: UTF-8, every line ended by one line
-- feed; first the book and the first day, then a line an account in the order of their ids (as
-- bytes), with account, currency, debits, credits and balance, parted by one blank.

create or replace function ledger.hash_period(
    p_book_id uuid,
    p_period_start date
)
returns bytea
language sql
stable
set search_path = pg_catalog, pg_temp
as $body$
    select sha256(convert_to(
        p_book_id || ' ' || to_char(p_period_start, 'YYYY-MM-DD') || e'\n' || coalesce(string_agg(
            format('%s %s %s %s %s', account_id, currency, debits, credits, balance) || e'\n', ''
            order by account_id
        ), ''),
        'UTF8'
    ))
    from ledger.period_balance
    where
        book_id = p_book_id
        and period_start = p_period_start;
$body$;

comment on function ledger.hash_period is
'SHA-256 over the stored balances of a month: one text has one hash, on any server.';

revoke all on function ledger.hash_period from public;
grant execute on function ledger.hash_period to report_read; -- report.verify_periods
