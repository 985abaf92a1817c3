-- Undoes  sql/V/V0012__period_states.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Nothing: it refuses while a period has a state, a fence or balances to lose.
-- Proof   Up, down, and up again leave the same catalog as a single up.

do $body$
declare
    v_periods bigint;
begin
    v_periods := (
        select count(*)
        from ledger.period
        where
            state not in ('open', 'closed')
            or num_nonnulls(fenced_xid, drained_xid, closed_at) > 0
    );

    if v_periods > 0 then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = format(
                'undo of V0012 refused: %s periods would lose how they closed', v_periods
            ),
            hint = 'Open them again first, or restore a backup instead.';
    end if;
end;
$body$;

drop table ledger.period_balance;

alter table ledger.period
drop constraint period_known_check,
drop constraint period_closed_check,
drop constraint period_hash_check,
drop column balance_hash,
drop column known_at,
drop column closed_at,
drop column drained_xid,
drop column fenced_xid;

alter domain core.period_state drop constraint period_state_is_known;
alter domain core.period_state add constraint period_state_is_known check (
    value in ('open', 'closed')
);

comment on domain core.period_state is 'Whether a transfer may be booked into a month.';
