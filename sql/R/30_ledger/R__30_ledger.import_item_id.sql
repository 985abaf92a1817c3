-- A uuid v7: 48 bits of time, 12 of the statement's place in its file, 24 of the item's place in
-- the statement, 36 of the digest. So the ids of an import rise in the order of the file, those of
-- one statement stand together, and two imports of one moment stay apart by their digests.

create or replace function ledger.import_item_id(
    p_at timestamptz,
    p_statement_no integer,
    p_item bigint,
    p_digest core.digest
)
returns uuid
language sql
immutable
parallel safe
return (
    left(core.id_floor(p_at)::text, 14)
    || '7' || lpad(to_hex(p_statement_no % 4096), 3, '0')
    || '8' || lpad(to_hex(p_item % 16777216), 6, '0')
    || left(encode(p_digest, 'hex'), 9)
)::uuid;

comment on function ledger.import_item_id is
'The id of a statement (item 0), of its opening or gap (item 1), of its lines and breaks (from 2).';

revoke all on function ledger.import_item_id from public;
