-- Volatile, though it only reads: its statement sees what was committed before it began, and that
-- was after the lock of the link. The rows of a link may lie in any month, so each month's index is
-- asked; a batch without a link asks none.

create or replace function ledger.require_link(
    p_book_id uuid,
    p_link_id uuid,
    p_requests ledger.transfer[],
    p_argument text
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $body$
begin
    if
        (
            exists (
                select
                from ledger.exchange
                where
                    exchange.book_id = p_book_id
                    and exchange.exchange_id = p_link_id
            )
            or exists (
                select
                from ledger.transfer
                where
                    transfer.book_id = p_book_id
                    and transfer.link_id = p_link_id
                    and (
                        transfer.refusal is null
                        or transfer.transfer_id <> all(array(
                            select request.transfer_id
                            from unnest(p_requests) as request
                            where request.transfer_id is not null
                        ))
                    )
            )
        )
        and exists (
            select
            from unnest(p_requests) as request
            where
                request.refusal is null
                and not exists (
                    select
                    from ledger.transfer
                    where
                        transfer.book_id = p_book_id
                        and transfer.transfer_id = request.transfer_id
                )
        )
    then
        perform core.refuse('LG211', jsonb_build_object(
            'argument', p_argument, 'link_id', p_link_id
        ));
    end if;
end;
$body$;

comment on function ledger.require_link is
'Ends the statement if one of the requests is new, and their link is that of an exchange, or ties
others already, or some that are posted. What was refused under it, and is asked again with all the
others, is no fault. The caller holds ledger.lock_link, and says in which argument the link was.';

revoke all on function ledger.require_link from public;
