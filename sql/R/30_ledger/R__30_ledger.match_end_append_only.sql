-- It fires per statement: even a change that would touch no row is refused.

create or replace trigger match_end_append_only
before update or delete or truncate on ledger.match_end
for each statement execute function core.refuse_change();

comment on trigger match_end_append_only on ledger.match_end is
'A match that has ended stays so: its transfers are matched anew.';
