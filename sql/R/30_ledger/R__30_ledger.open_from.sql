-- Closing a month shuts all days before it too, whether they were ever closed by themselves or not
-- (docs/adr/0016-a-period-closes-in-steps.md): one probe of the primary key, backwards.

create or replace function ledger.open_from(p_book_id uuid)
returns date
language sql
stable
set search_path = pg_catalog, pg_temp
as $body$
    select coalesce(
        (max(period_start) + interval '1 month')::date, '-infinity'
    )
    from ledger.period
    where
        book_id = p_book_id
        and state in ('closing', 'closed');
$body$;

comment on function ledger.open_from is
'The first day of a book that is not shut: behind its last month that is closing or closed.';

revoke all on function ledger.open_from from public;
