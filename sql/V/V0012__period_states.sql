-- What   How a period closes: softly, by a fence, by what it held, and how it opens again.
-- Why    docs/adr/0016-a-period-closes-in-steps.md
-- Locks  ledger.period, against everything, for a moment: it has a row a closed month.
-- Undo   sql/U/U0012__period_states.sql

alter domain core.period_state drop constraint period_state_is_known;
alter domain core.period_state add constraint period_state_is_known check (
    value in ('open', 'soft_closed', 'closing', 'closed')
);

comment on domain core.period_state is
'Whether a transfer may be booked into a month: any, an adjustment alone, or none. A month that is
closing takes none, and waits for those that began before.';


alter table ledger.period
add fenced_xid xid8,
add drained_xid xid8,
add closed_at timestamptz,
add known_at timestamptz,
add balance_hash bytea,
add constraint period_hash_check check (octet_length(balance_hash) = 32),
add constraint period_closed_check check (
    num_nonnulls(closed_at, balance_hash) = 0
    or (num_nonnulls(closed_at, balance_hash) = 2 and state = 'closed')
),
add constraint period_known_check check (known_at is null or closed_at is not null);

comment on column ledger.period.fenced_xid is
'The transaction that put up the fence. Until it has ended, nobody else sees the fence. Null: there
is none.';
comment on column ledger.period.drained_xid is
'The first transaction that began behind the fence: when none before it runs, nothing can slip in.
Null: the fence stands since a moment, or there is none.';
comment on column ledger.period.closed_at is 'When its balances were stored. Null: they are not.';
comment on column ledger.period.known_at is
'When the last of what its balances hold was recorded. Null: they hold nothing, or there are none.';
comment on column ledger.period.balance_hash is
'SHA-256 over its rows of ledger.period_balance, in order. Null: they are not stored.';


create table ledger.period_balance (
    book_id uuid not null,
    period_start date not null,
    account_id uuid not null,
    currency core.currency_code not null,
    debits numeric not null,
    credits numeric not null,
    balance numeric not null,
    last_version bigint not null,
    next_version bigint not null,
    constraint period_balance_pkey primary key (book_id, period_start, account_id),
    constraint period_balance_period_fkey
    foreign key (book_id, period_start) references ledger.period (book_id, period_start),
    constraint period_balance_account_fkey
    foreign key (book_id, account_id) references ledger.account (book_id, account_id)
);

create index period_balance_account_idx
on ledger.period_balance (book_id, account_id, period_start);

comment on table ledger.period_balance is
'The trial balance of a closed period: what each account moved in it by value date, where it stood
at its end, and between which versions its lines are. An account without a line until then has no
row. Rows go when the period is opened again; the event keeps the hash.';
comment on column ledger.period_balance.debits is 'What went out in the period, in minor units.';
comment on column ledger.period_balance.credits is 'What came in in the period, in minor units.';
comment on column ledger.period_balance.balance is
'All credits less all debits up to the last day of the period, in minor units.';
comment on column ledger.period_balance.last_version is
'No later line of the account counts in the period or before.';
comment on column ledger.period_balance.next_version is
'No earlier line of the account counts behind the period.';
comment on index ledger.period_balance_account_idx is
'For the foreign key, and for the months of an account.';

grant select on ledger.period_balance to report_read;
