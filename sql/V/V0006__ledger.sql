-- What   Accounts, their names, periods, and the journal of transfers. It makes no month of it.
-- Why    docs/adr/0001-one-row-a-transfer.md, 0003-months-by-the-clients-id.md
-- Locks  None: every object is new.
-- Undo   sql/U/U0006__ledger.sql

-- Accounts: one narrow row, updated in place. fillfactor leaves room for updates on the same page.

create table ledger.account (
    book_id uuid not null,
    account_id uuid not null,
    currency core.currency_code not null,
    balance core.balance not null default 0,
    balance_floor core.balance,
    version bigint not null default 0,
    is_open boolean not null default true,
    constraint account_pkey primary key (book_id, account_id),
    constraint account_book_fkey foreign key (book_id) references core.book (book_id),
    constraint account_currency_fkey
    foreign key (currency) references core.currency (currency),
    constraint account_balance_check check (balance >= balance_floor),
    constraint account_version_check check (version >= 0)
) with (fillfactor = 40);

comment on table ledger.account is 'The present of every account; its past is in the transfers.';
comment on column ledger.account.balance_floor is
'What the balance may not go below. Null: as low as a balance goes.';
comment on column ledger.account.version is 'How many transfers have moved the account.';
comment on column ledger.account.is_open is 'Whether transfers may move it.';


create table ledger.account_name (
    book_id uuid not null,
    name core.account_name not null,
    account_id uuid not null,
    constraint account_name_pkey primary key (book_id, name),
    constraint account_name_account_fkey
    foreign key (book_id, account_id) references ledger.account (book_id, account_id)
);

create index account_name_account_id_idx on ledger.account_name (book_id, account_id);

comment on table ledger.account_name is
'What an account is called outside. It may have several names; a name has one account a book.';
comment on index ledger.account_name_account_id_idx is 'For the names of an account.';


-- Periods: a month that has no row is open (docs/adr/0005-periods-are-calendar-months.md).

create table ledger.period (
    book_id uuid not null,
    period_start date not null,
    state core.period_state not null,
    constraint period_pkey primary key (book_id, period_start),
    constraint period_book_fkey foreign key (book_id) references core.book (book_id),
    constraint period_start_check check (extract(day from period_start) = 1)
);

comment on table ledger.period is 'The months of a book that were ever closed.';
comment on column ledger.period.period_start is 'The first day of the month.';


-- Transfers: one immutable row a request holds both legs and what they left behind, or the refusal.
-- The client's uuid v7 is the key, the idempotency key, and the month. ledger.add_month gives each
-- month the keys that make a gap or a fork in an account's history impossible to store: a unique
-- key of the whole would have to contain the id.

create table ledger.transfer (
    book_id uuid not null,
    transfer_id uuid not null,
    kind core.transfer_kind not null,
    debit_account_id uuid not null,
    debit_version bigint,
    debit_balance core.balance,
    credit_account_id uuid not null,
    credit_version bigint,
    credit_balance core.balance,
    amount core.amount not null,
    currency core.currency_code not null,
    value_date date not null,
    memo core.memo,
    reverses_transfer_id uuid,
    refusal core.refusal,
    recorded_by core.actor not null,
    trace core.trace,
    recorded_at timestamptz not null,
    session_role text not null default session_user,
    xid xid8 not null default pg_current_xact_id(),
    constraint transfer_pkey primary key (book_id, transfer_id),
    constraint transfer_debit_account_fkey
    foreign key (book_id, debit_account_id) references ledger.account (book_id, account_id),
    constraint transfer_credit_account_fkey
    foreign key (book_id, credit_account_id) references ledger.account (book_id, account_id),
    constraint transfer_currency_fkey
    foreign key (currency) references core.currency (currency),
    constraint transfer_accounts_check check (debit_account_id <> credit_account_id),
    constraint transfer_reverses_check check (
        (kind = 'reversal') = (reverses_transfer_id is not null)
    ),
    constraint transfer_value_date_check check (isfinite(value_date)),
    constraint transfer_refusal_check check (refusal ->> 'code' ~ '^LG3[0-9]{2}$'),
    constraint transfer_outcome_check check (
        num_nonnulls(debit_version, debit_balance, credit_version, credit_balance)
        = case when refusal is null then 4 else 0 end
    )
) partition by range (transfer_id);

create index transfer_xid_idx on ledger.transfer (xid);

create index transfer_reverses_idx on ledger.transfer (book_id, reverses_transfer_id)
where reverses_transfer_id is not null;

comment on table ledger.transfer is $comment$
What was asked, and what came of it. Append-only: the truth of the ledger.

@journal transfer key=transfer_id
$comment$;
comment on column ledger.transfer.transfer_id is
'A uuid v7 of the client: the idempotency key. Its time leads to the month that keeps the row.';
comment on column ledger.transfer.debit_version is
'Which transfer of the debit account it is, from 1 without a gap. Null when refused.';
comment on column ledger.transfer.debit_balance is
'What the debit account holds after it. Null when refused.';
comment on column ledger.transfer.credit_version is
'Which transfer of the credit account it is, from 1 without a gap. Null when refused.';
comment on column ledger.transfer.credit_balance is
'What the credit account holds after it. Null when refused.';
comment on column ledger.transfer.value_date is
'The day from which it counts: the client''s, or the day of the id.';
comment on column ledger.transfer.reverses_transfer_id is
'The transfer that it takes back, wholly or in part. No key: it may lie in a month that is gone.';
comment on column ledger.transfer.refusal is
'Null when posted; then versions and balances are not. When refused, it is the other way round.';
comment on column ledger.transfer.trace is 'Null when the request came without one.';
comment on column ledger.transfer.recorded_at is 'Start of the transaction that wrote the row.';
comment on column ledger.transfer.session_role is
'The login that asked, whatever the actor''s name.';
comment on column ledger.transfer.xid is
'That transaction: the order in which journals are read.';
comment on index ledger.transfer_xid_idx is 'For the readers of the journal, over all books.';
comment on index ledger.transfer_reverses_idx is
'For what was taken back of a transfer so far.';

grant select on ledger.account, ledger.account_name, ledger.period, ledger.transfer to report_read;
