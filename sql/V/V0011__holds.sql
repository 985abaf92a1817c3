-- What   Holds: amounts that are set aside, then captured, voided or expired; linked transfers.
-- Why    docs/adr/0015-a-hold-is-a-transfer-that-waits.md
-- Locks  ledger.transfer and its months, against everything, to read each once for its checks.
-- Undo   sql/U/U0011__holds.sql

-- A hold, its captures and its end are rows of the one journal: a hold raises the version of its
-- debit account and moves nothing, a capture moves, a void and an expiry give back what is left.

alter domain core.transfer_kind drop constraint transfer_kind_is_known;
alter domain core.transfer_kind add constraint transfer_kind_is_known check (
    value in (
        'transfer', 'reversal', 'opening', 'gap', 'break',
        'hold', 'capture', 'void', 'expiry', 'fee', 'exchange', 'interest', 'adjustment'
    )
);

comment on domain core.transfer_kind is
'Why it was posted: asked for by a client (transfer, fee, exchange, interest, adjustment of a
period that is closing, reversal, hold, capture, void), due (expiry), or by an import, whose
statement opens an account, leaves out what happened before it, or does not add up.';


alter table ledger.transfer
add hold_transfer_id uuid,
add is_rest boolean,
add expires_at timestamptz,
add link_id uuid;

alter table ledger.transfer
drop constraint transfer_outcome_check,
add constraint transfer_outcome_check check (
    num_nonnulls(debit_version, debit_balance) = case when refusal is null then 2 else 0 end
    and num_nonnulls(credit_version, credit_balance) = case
        when refusal is null and kind not in ('hold', 'void', 'expiry') then 2
        else 0
    end
),
add constraint transfer_hold_check check (
    (kind in ('capture', 'void', 'expiry')) = (hold_transfer_id is not null)
    and (kind = 'capture') = (is_rest is not null)
),
add constraint transfer_expires_check check (
    expires_at is null
    or (kind = 'hold' and isfinite(expires_at))
);

create index transfer_hold_idx on ledger.transfer (book_id, hold_transfer_id)
where hold_transfer_id is not null;

create index transfer_link_idx on ledger.transfer (book_id, link_id)
where link_id is not null;

comment on column ledger.transfer.debit_version is
'Which row of the debit account it is, from 1 without a gap. Null when refused.';
comment on column ledger.transfer.credit_version is
'Which row of the credit account it is, from 1 without a gap. Null when refused, and for a hold, a
void and an expiry, which leave the credit account alone.';
comment on column ledger.transfer.credit_balance is
'What the credit account holds after it. Null where its version is.';
comment on column ledger.transfer.hold_transfer_id is
'The hold that it captures, voids or lets expire. No key: it may lie in a month that is gone.';
comment on column ledger.transfer.is_rest is
'Whether a capture asked for all that was left, whatever that was. Null: it is no capture.';
comment on column ledger.transfer.expires_at is
'From when the hold may be given back by the ledger itself. Null: never, or it is no hold.';
comment on column ledger.transfer.link_id is
'The group that was posted all or none. Null: it stands for itself.';
comment on index ledger.transfer_hold_idx is 'For what became of a hold.';
comment on index ledger.transfer_link_idx is 'For the group of a linked transfer.';


create domain core.hold_state as text
constraint hold_state_is_known check (value in ('open', 'captured', 'voided', 'expired'));

comment on domain core.hold_state is
'Whether something of a hold is still set aside, or what ended it: captures that took it all, or a
void or an expiry that gave back what they had left.';


-- What a hold has left follows from its columns, so a second end can't be stored.
create table ledger.hold (
    book_id uuid not null,
    hold_id uuid not null,
    debit_account_id uuid not null,
    credit_account_id uuid not null,
    currency core.currency_code not null,
    amount core.amount not null,
    captured core.held not null default 0,
    remaining core.held not null,
    state core.hold_state not null default 'open',
    expires_at timestamptz,
    constraint hold_pkey primary key (book_id, hold_id),
    constraint hold_debit_account_fkey
    foreign key (book_id, debit_account_id) references ledger.account (book_id, account_id),
    constraint hold_credit_account_fkey
    foreign key (book_id, credit_account_id) references ledger.account (book_id, account_id),
    constraint hold_currency_fkey
    foreign key (currency) references core.currency (currency),
    constraint hold_captured_check check (
        captured <= amount
        and (captured = amount) = (state = 'captured')
    ),
    constraint hold_remaining_check check (
        remaining = case when state = 'open' then amount - captured else 0 end
    )
) with (fillfactor = 70);

create index hold_debit_account_idx on ledger.hold (book_id, debit_account_id, hold_id);

create index hold_credit_account_idx on ledger.hold (book_id, credit_account_id);

create index hold_open_idx on ledger.hold (book_id, debit_account_id, hold_id)
where state = 'open';

create index hold_expires_idx on ledger.hold (expires_at, book_id, hold_id)
where state = 'open' and expires_at is not null;

comment on table ledger.hold is
'The present of every hold; its past is in the transfers. Its id is that of the hold''s transfer.';
comment on column ledger.hold.captured is 'What captures have moved so far.';
comment on column ledger.hold.remaining is 'What is still set aside.';
comment on column ledger.hold.expires_at is
'From when it may be given back by the ledger itself. Null: never.';
comment on index ledger.hold_debit_account_idx is 'For the holds of an account.';
comment on index ledger.hold_credit_account_idx is 'For the foreign key.';
comment on index ledger.hold_open_idx is 'For the open holds of an account, or of a book.';
comment on index ledger.hold_expires_idx is 'For the job that lets holds expire.';

grant select on ledger.hold to report_read;

-- The jobs call routines of the api, as who operates it.
grant usage on schema api, core to api_ops;
