-- An advisory lock, for what is judged is a month that may have no row, and its neighbours: months
-- are closed in order and opened in reverse. Postings don't take it: they read the months, and a
-- close waits until those that read too early have ended.

create or replace function ledger.lock_periods(p_book_id uuid)
returns void
language sql
volatile
set search_path = pg_catalog, pg_temp
as $body$
    select pg_advisory_xact_lock(hashtextextended('ledger.period ' || p_book_id, 0));
$body$;

comment on function ledger.lock_periods is
'Lets one transaction at a time change the state of a book''s months.';

revoke all on function ledger.lock_periods from public;
