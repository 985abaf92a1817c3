-- An advisory lock, for a link has no row of its own: it is what the rows of its transfers say. Who
-- writes under one link waits for the one before him, and sees what that left; nobody waits who
-- links nothing.

create or replace function ledger.lock_link(p_book_id uuid, p_link_id uuid)
returns void
language sql
volatile
set search_path = pg_catalog, pg_temp
as $body$
    select pg_advisory_xact_lock(hashtextextended('ledger.link ' || p_book_id || p_link_id, 0));
$body$;

comment on function ledger.lock_link is
'Lets one transaction at a time post under a link: that of a batch, or the id of an exchange.';

revoke all on function ledger.lock_link from public;
