-- A chart is one tree, so its changes wait for each other: by the row of the book, in a strength
-- that keeps no foreign key waiting.

create or replace function ledger.lock_chart(p_book_id uuid)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
begin
    perform core.require_read_committed(); -- or what is read behind the lock is from before it

    perform
    from core.book
    where book_id = p_book_id
    for no key update;
end;
$body$;

comment on function ledger.lock_chart is
'Waits until nobody else changes the chart of accounts of a book, and keeps others waiting.';

revoke all on function ledger.lock_chart from public;
