-- Volatile for the reason that ledger.judge gives: what was taken back so far is read after the
-- locks. Every reversal of a transfer locks the same two accounts, so none can slip in between.

create or replace function ledger.judge_reversal(p_request ledger.transfer)
returns core.refusal
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_original ledger.transfer;
    v_reversed bigint;
begin
    select * into strict v_original
    from ledger.transfer
    where
        book_id = p_request.book_id
        and transfer_id = p_request.reverses_transfer_id;

    if
        v_original.kind in ('reversal', 'hold', 'void', 'expiry')
        or v_original.refusal is not null
    then
        return core.refusal('LG308', jsonb_build_object(
            'argument', 'reverses_transfer_id',
            'reverses_transfer_id', v_original.transfer_id,
            'kind', v_original.kind,
            'was_refused', v_original.refusal is not null
        ));
    end if;

    v_reversed := (
        select coalesce(sum(amount), 0)::bigint
        from ledger.transfer
        where
            book_id = p_request.book_id
            and reverses_transfer_id = p_request.reverses_transfer_id
            and refusal is null
    );

    if v_reversed + p_request.amount > v_original.amount then
        return core.refusal('LG307', jsonb_build_object(
            'argument', 'amount',
            'asked', p_request.amount::text,
            'available', (v_original.amount - v_reversed)::text,
            'reversed', v_reversed::text
        ));
    end if;

    return null;
end;
$body$;

comment on function ledger.judge_reversal is
'Why a reversal is refused for what it takes back; null when nothing speaks against it.';

revoke all on function ledger.judge_reversal from public;
