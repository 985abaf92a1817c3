create or replace function ledger.judge_hold(p_hold ledger.hold)
returns core.refusal
language plpgsql
stable
parallel safe
set search_path = pg_catalog, pg_temp
as $body$
begin
    if p_hold.state = 'open' then
        return null;
    end if;

    return core.refusal('LG319', jsonb_build_object(
        'argument', 'hold_id',
        'hold_id', p_hold.hold_id,
        'state', p_hold.state
    ));
end;
$body$;

comment on function ledger.judge_hold is
'Why nothing more can come of a hold that was read behind the lock of its debit account; null while
it is open.';

revoke all on function ledger.judge_hold from public;
