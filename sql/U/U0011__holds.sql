-- Undoes  sql/V/V0011__holds.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Nothing: it refuses while there is a hold or a linked transfer to lose.
-- Proof   Up, down, and up again leave the same catalog as a single up.

do $body$
declare
    v_transfers bigint;
begin
    v_transfers := (
        select count(*)
        from ledger.transfer
        where
            num_nonnulls(hold_transfer_id, is_rest, expires_at, link_id) > 0
            or kind not in ('transfer', 'reversal', 'opening', 'gap', 'break')
    );

    if v_transfers > 0 then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = format(
                'undo of V0011 refused: %s rows of the journal have no place before it',
                v_transfers
            ),
            hint = 'The journal loses no row: restore a backup instead.';
    end if;
end;
$body$;

revoke usage on schema api, core from api_ops;

drop table ledger.hold;

drop domain core.hold_state;

drop index ledger.transfer_link_idx;
drop index ledger.transfer_hold_idx;

alter table ledger.transfer
drop constraint transfer_expires_check,
drop constraint transfer_hold_check,
drop constraint transfer_outcome_check,
add constraint transfer_outcome_check check (
    num_nonnulls(debit_version, debit_balance, credit_version, credit_balance)
    = case when refusal is null then 4 else 0 end
);

alter table ledger.transfer
drop column link_id,
drop column expires_at,
drop column is_rest,
drop column hold_transfer_id;

comment on column ledger.transfer.debit_version is
'Which transfer of the debit account it is, from 1 without a gap. Null when refused.';
comment on column ledger.transfer.credit_version is
'Which transfer of the credit account it is, from 1 without a gap. Null when refused.';
comment on column ledger.transfer.credit_balance is
'What the credit account holds after it. Null when refused.';

alter domain core.transfer_kind drop constraint transfer_kind_is_known;
alter domain core.transfer_kind add constraint transfer_kind_is_known check (
    value in ('transfer', 'reversal', 'opening', 'gap', 'break')
);

comment on domain core.transfer_kind is
'Why it was posted: asked for by a client, a reversal, or by an import, whose statement opens an
account, leaves out what happened before it, or does not add up.';
