create or replace function ledger.import_transfer_id(
    p_statement_id uuid,
    p_item bigint
)
returns uuid
language sql
immutable
parallel safe
return overlay(
    replace(p_statement_id::text, '-', ''), lpad(to_hex(p_item % 16777216), 6, '0'), 18
)::uuid;

comment on function ledger.import_transfer_id is
'The id of the transfer that an item of a statement was posted by (ledger.import_item_id).';

revoke all on function ledger.import_transfer_id from public;
grant execute on function ledger.import_transfer_id to report_read; -- report.verify_imports
