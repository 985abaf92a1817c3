-- docs/adr/0018-locks-are-freed-before-the-flush.md. It has no search_path of its own: a procedure
-- with one can't commit. So every name is written in full.

create or replace procedure client.post_transfer(
    p_book_id uuid,
    p_transfer_id uuid,
    p_debit_account_id uuid,
    p_credit_account_id uuid,
    p_amount core.amount,
    p_currency core.currency_code,
    p_memo core.memo default null,
    p_value_date date default null,
    p_actor core.actor default null,
    p_trace core.trace default null,
    inout transfer_id uuid default null,
    inout debit_version bigint default null,
    inout debit_balance core.balance default null,
    inout credit_version bigint default null,
    inout credit_balance core.balance default null,
    inout value_date date default null,
    inout replayed boolean default null,
    inout refusal core.refusal default null
)
language plpgsql
as $body$
#variable_conflict use_column
declare
    v_answer text; -- what is called is assigned to it: `perform` would run a statement for each
begin
    -- 1 to 6: posted and committed, the locks are free; for this transaction alone, nothing waits
    -- for the disk
    v_answer := pg_catalog.set_config('synchronous_commit', 'off', true);

    select
        posted.transfer_id,
        posted.debit_version,
        posted.debit_balance,
        posted.credit_version,
        posted.credit_balance,
        posted.value_date,
        posted.replayed,
        posted.refusal
    into strict
        transfer_id, debit_version, debit_balance, credit_version, credit_balance, value_date,
        replayed, refusal
    from api.post_transfer(
        p_book_id, p_transfer_id, p_debit_account_id, p_credit_account_id,
        p_amount, p_currency, p_memo, p_value_date, p_actor, p_trace
    ) as posted;

    commit;

    -- The promise: a record behind the transfer's is on disk, so the transfer's is. The level is
    -- the session's own again, which may be stronger than ours; off is no level to answer with. A
    -- commit that wrote nothing would flush nothing, hence the message.
    if pg_catalog.current_setting('synchronous_commit') = v_answer then
        v_answer := pg_catalog.set_config('synchronous_commit', 'on', true);
    end if;

    v_answer := pg_catalog.pg_logical_emit_message(true, 'client', '');

    commit;
end;
$body$;

comment on procedure client.post_transfer is
'Does what api.post_transfer does, and frees the accounts before the transfer is on disk: for
accounts that many wait for. It answers when it is on disk, and so is all that it stands on. Others
may see the transfer up to one flush earlier, and a crash in that time takes it back, with all that
was built on it. It can''t be called inside a transaction block: that fails with 2D000, and leaves
nothing.';

revoke all on procedure client.post_transfer from public;
grant execute on procedure client.post_transfer to api_write;
