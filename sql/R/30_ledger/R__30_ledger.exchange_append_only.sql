-- It fires per statement: even a change that would touch no row is refused.

create or replace trigger exchange_append_only
before update or delete or truncate on ledger.exchange
for each statement execute function core.refuse_change();

comment on trigger exchange_append_only on ledger.exchange is
'What was exchanged stays: a wrong exchange is mended by reversals, or by another one.';
