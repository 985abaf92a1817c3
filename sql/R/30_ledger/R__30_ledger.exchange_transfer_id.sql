-- The first half is that of the exchange: its time, so its month, and its place among other ids.
-- The rest is a digest of all of it and the place, so that no other exchange leads to the same id.

create or replace function ledger.exchange_transfer_id(
    p_exchange_id uuid,
    p_place integer
)
returns uuid
language sql
immutable
parallel safe
return (
    left(replace(p_exchange_id::text, '-', ''), 16) || '8'
    || left(encode(sha256(uuid_send(p_exchange_id) || int4send(p_place)), 'hex'), 15)
)::uuid;

comment on function ledger.exchange_transfer_id is
'The id of a transfer of an exchange: 1 gives what is sold, 2 what is bought, 3 is the fee.';

revoke all on function ledger.exchange_transfer_id from public;
grant execute on function ledger.exchange_transfer_id to report_read;
