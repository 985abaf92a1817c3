-- Three pieces of text, each cut from an end: half the time of overlay, replace and lpad, and an
-- import makes an id for each line.

create or replace function ledger.import_transfer_id(
    p_statement_id uuid,
    p_item bigint
)
returns uuid
language sql
immutable
parallel safe
return (
    left(p_statement_id::text, 20)
    || right(to_hex(16777216 + p_item % 16777216), 6)
    || right(p_statement_id::text, 9)
)::uuid;

comment on function ledger.import_transfer_id is
'The id of the transfer that an item of a statement was posted by (ledger.import_item_id).';

revoke all on function ledger.import_transfer_id from public;
grant execute on function ledger.import_transfer_id to report_read; -- report.verify_imports
