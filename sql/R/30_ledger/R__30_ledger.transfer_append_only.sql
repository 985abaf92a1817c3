-- A trigger calls a routine, so it's repeatable too: a V migration never names a routine.
-- It fires per statement: even a change that would touch no row is refused. A statement that names
-- a month doesn't pass here, so ledger.add_month gives each month its own.

create or replace trigger transfer_append_only
before update or delete or truncate on ledger.transfer
for each statement execute function core.refuse_change();

comment on trigger transfer_append_only on ledger.transfer is
'History is corrected by a new transfer, never by a change.';
