-- What   What must hold of a row of the journal, in one check that calls a routine.
-- Why    docs/adr/0032-checks-by-a-routine.md
-- Locks  ledger.transfer and its months, against everything, to read each once for the check;
--        ledger.account, for a moment.
-- Undo   sql/U/U0023__transfer_shape.sql

-- PostgreSQL reads the text of a check anew for each statement: it was 8.7 kB, a sixth of a
-- posting. The text of a call is short, and a session keeps the routine. That is a part of the
-- table, so it stands here and not in R: to say something else of rows that are stored takes
-- another check, which reads them. It has no path: all that it names is in pg_catalog, and a path
-- costs what is saved.

create function ledger.is_storable(
    p_kind core.transfer_kind,
    p_debit_account_id uuid,
    p_debit_version bigint,
    p_debit_balance core.balance,
    p_credit_account_id uuid,
    p_credit_version bigint,
    p_credit_balance core.balance,
    p_value_date date,
    p_reverses_transfer_id uuid,
    p_refusal core.refusal,
    p_hold_transfer_id uuid,
    p_is_rest boolean,
    p_expires_at timestamptz
)
returns boolean
language plpgsql
immutable
parallel safe
as $body$
begin
    return
        p_debit_account_id <> p_credit_account_id
        and isfinite(p_value_date)
        and case
            when p_refusal is not null then
                p_refusal ->> 'code' ~ '^LG3[0-9]{2}$'
                and num_nonnulls(
                    p_debit_version, p_debit_balance, p_credit_version, p_credit_balance
                ) = 0
            when p_kind in ('hold', 'void', 'expiry') then
                num_nulls(p_debit_version, p_debit_balance) = 0
                and num_nonnulls(p_credit_version, p_credit_balance) = 0
            else num_nulls(
                p_debit_version, p_debit_balance, p_credit_version, p_credit_balance
            ) = 0
        end
        and coalesce(least(p_debit_version, p_credit_version) >= 1, true)
        and case
            when p_kind = 'transfer' then num_nonnulls(
                p_reverses_transfer_id, p_hold_transfer_id, p_is_rest, p_expires_at
            ) = 0
            else
                (p_kind = 'reversal') = (p_reverses_transfer_id is not null)
                and (p_kind in ('capture', 'void', 'expiry')) = (p_hold_transfer_id is not null)
                and (p_kind = 'capture') = (p_is_rest is not null)
                and (p_expires_at is null or (p_kind = 'hold' and isfinite(p_expires_at)))
        end;
end;
$body$;

comment on function ledger.is_storable is
'Whether a row may stand in the journal: between two accounts, on a day; with a refusal of class 3
and nothing moved, or with the versions, from 1, and the balances that its kind leaves; and with
what its kind refers to, and no other.';

revoke all on function ledger.is_storable from public;


alter table ledger.transfer
add constraint transfer_shape_check check (
    ledger.is_storable(
        kind,
        debit_account_id, debit_version, debit_balance,
        credit_account_id, credit_version, credit_balance,
        value_date, reverses_transfer_id, refusal, hold_transfer_id, is_rest, expires_at
    )
),
drop constraint transfer_accounts_check,
drop constraint transfer_value_date_check,
drop constraint transfer_refusal_check,
drop constraint transfer_outcome_check,
drop constraint transfer_reverses_check,
drop constraint transfer_hold_check,
drop constraint transfer_expires_check;

-- It follows: an account begins with 0, and each later version is that of a row of the journal.
alter table ledger.account drop constraint account_version_check;
