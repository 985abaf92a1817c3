-- Ids that are made inside, of events, say. Those of requests come from the client. The time is the
-- transaction's, so ids of one transaction are in no order among themselves.

create or replace function core.new_id()
returns uuid
language sql
volatile
parallel safe
set search_path = pg_catalog, pg_temp
as $body$
    select core.id_within(core.now());
$body$;

comment on function core.new_id is 'A new uuid v7, of the time of the transaction.';

revoke all on function core.new_id from public;
