-- It fires per statement: even a change that would touch no row is refused.

create or replace trigger imported_statement_append_only
before update or delete or truncate on ledger.imported_statement
for each statement execute function core.refuse_change();

comment on trigger imported_statement_append_only on ledger.imported_statement is
'What came of a statement stays: a wrong one is mended by transfers.';
