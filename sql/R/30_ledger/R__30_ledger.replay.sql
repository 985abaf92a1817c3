-- Strict: where another key than that of the id was violated there is no such row, and that is a
-- fault of ours, not an answer.

create or replace function ledger.replay(p_request ledger.transfer)
returns ledger.transfer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_stored ledger.transfer;
begin
    select * into strict v_stored
    from ledger.transfer
    where
        book_id = p_request.book_id
        and transfer_id = p_request.transfer_id;

    return ledger.answer_again(p_request, v_stored);
end;
$body$;

comment on function ledger.replay is
'What came of the request that was first with this id, as ledger.answer_again tells it.';

revoke all on function ledger.replay from public;
