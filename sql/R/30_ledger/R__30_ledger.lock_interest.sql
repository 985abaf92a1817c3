-- The interest of a book stands in a queue: the counterpart account that its accounts share would
-- line it up anyway. So the terms and accruals that are read here stay true until the end, and the
-- accounts are known before they are locked: the lower id first, as ledger.post does.

create or replace function ledger.lock_interest(
    p_book_id uuid,
    p_account_id uuid,
    p_day date
)
returns ledger.interest_terms
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_terms ledger.interest_terms;
begin
    perform core.require_read_committed(); -- or it would read the lines from before the lock
    perform pg_advisory_xact_lock(hashtextextended('ledger.interest ' || p_book_id, 0));

    v_terms := ledger.find_interest_terms(p_book_id, p_account_id, p_day);

    perform
    from ledger.account
    where
        book_id = p_book_id
        and account_id = least(p_account_id, v_terms.counterpart_account_id)
    for no key update;

    perform
    from ledger.account
    where
        book_id = p_book_id
        and account_id = greatest(p_account_id, v_terms.counterpart_account_id)
    for no key update;

    return v_terms;
end;
$body$;

comment on function ledger.lock_interest is
'Locks what an accrual changes, and returns the terms of the day; all null where there are none.';

revoke all on function ledger.lock_interest from public;
