create or replace function ledger.find_hold(
    p_book_id uuid,
    p_hold_id uuid
)
returns ledger.hold
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_hold ledger.hold;
begin
    select * into v_hold
    from ledger.hold
    where
        book_id = p_book_id
        and hold_id = p_hold_id;

    if not found then
        perform core.refuse('LG105', jsonb_build_object(
            'argument', 'hold_id', 'hold_id', p_hold_id
        ));
    end if;

    return v_hold;
end;
$body$;

comment on function ledger.find_hold is
'A hold as it is at this moment: behind a lock, what was committed before it. Ends the statement
when there is none: it was never asked for, or refused.';

revoke all on function ledger.find_hold from public;
