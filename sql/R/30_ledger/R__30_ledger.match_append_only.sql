-- It fires per statement: even a change that would touch no row is refused.

create or replace trigger match_append_only
before update or delete or truncate on ledger.match
for each statement execute function core.refuse_change();

comment on trigger match_append_only on ledger.match is
'A match that was none is ended, never taken out.';
