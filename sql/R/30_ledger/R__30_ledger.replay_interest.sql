-- Behind the lock, so nobody is between this look and the row. The id of a transfer that isn't an
-- accrual's is another request, though nothing may be posted this time.

create or replace function ledger.replay_interest(p_request ledger.interest_accrual)
returns ledger.interest_accrual
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_stored ledger.interest_accrual;
    v_differing text[];
begin
    select * into v_stored
    from ledger.interest_accrual
    where
        book_id = p_request.book_id
        and transfer_id = p_request.transfer_id;

    if found then
        v_differing := array_remove(array[
            case when v_stored.account_id <> p_request.account_id then 'account_id' end,
            case when v_stored.through_date <> p_request.through_date then 'through_date' end
        ], null);
    elsif exists (
        select
        from ledger.transfer
        where
            book_id = p_request.book_id
            and transfer_id = p_request.transfer_id
    ) then
        v_differing := array['kind'];
    else
        return null;
    end if;

    if v_differing = '{}' then
        return v_stored;
    end if;

    v_stored := null;
    v_stored.transfer_id := p_request.transfer_id;
    v_stored.refusal := core.refusal('LG301', jsonb_build_object(
        'argument', 'transfer_id',
        'transfer_id', p_request.transfer_id,
        'differing', v_differing
    ));
    return v_stored;
end;
$body$;

comment on function ledger.replay_interest is
'What came of the accrual that was first with this id; all null where there was none. Of another
request it tells nothing but that, and what differs.';

revoke all on function ledger.replay_interest from public;
