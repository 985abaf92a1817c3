-- A loop of reads by the whole key: it's the rare way, of a batch that was sent before, or of which
-- a part is posted by others in this moment.

create or replace function ledger.replay_all(p_requests ledger.transfer[])
returns ledger.transfer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_requests ledger.transfer[] := p_requests;
    v_stored ledger.transfer;
    v_row ledger.transfer;
begin
    for v_place in 1 .. cardinality(p_requests) loop
        v_row := p_requests[v_place];
        continue when v_row.xid is not null or not ledger.leaves_row(v_row.refusal);

        select * into v_stored
        from ledger.transfer
        where
            book_id = v_row.book_id
            and transfer_id = v_row.transfer_id;

        continue when not found;

        v_requests[v_place] := ledger.answer_again(v_row, v_stored);
    end loop;

    return v_requests;
end;
$body$;

comment on function ledger.replay_all is
'The requests of a batch, those answered whose ids were used before.';

revoke all on function ledger.replay_all from public;
