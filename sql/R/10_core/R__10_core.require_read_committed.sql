-- What keeps postings out of a month that closes is that each reads the month in a statement of its
-- own, behind its locks. A transaction with one snapshot for all reads it as it was when it began.

create or replace function core.require_read_committed()
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        perform core.refuse('LG902', jsonb_build_object(
            'transaction_isolation', current_setting('transaction_isolation')
        ));
    end if;
end;
$body$;

comment on function core.require_read_committed is
'Ends the statement unless each statement of the transaction sees what was committed before it.';

revoke all on function core.require_read_committed from public;
