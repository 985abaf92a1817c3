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
add drained_xid xid8,
add closed_at timestamptz,
add balance_hash bytea,
add constraint period_hash_check check (octet_length(balance_hash) = 32),
add constraint period_closed_check check (
    num_nonnulls(closed_at, balance_hash) = 0
    or (num_nonnulls(closed_at, balance_hash) = 2 and state = 'closed')
);

comment on column ledger.period.drained_xid is
'The first transaction that began behind the fence: when none before it runs, nothing can slip in.
Null: the fence stands since a moment, or there is none.';
comment on column ledger.period.closed_at is 'When its balances were stored. Null: they are not.';
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
    constraint period_balance_pkey primary key (book_id, period_start, account_id),
    constraint period_balance_period_fkey
    foreign key (book_id, period_start) references ledger.period (book_id, period_start),
    constraint period_balance_account_fkey
    foreign key (book_id, account_id) references ledger.account (book_id, account_id)
);

create index period_balance_account_idx on ledger.period_balance (book_id, account_id);

comment on table ledger.period_balance is
'The trial balance of a closed period: what each account moved in it by value date, and where it
stood at its end. Rows go when the period is opened again; the event keeps the hash.';
comment on column ledger.period_balance.debits is 'What went out in the period, in minor units.';
comment on column ledger.period_balance.credits is 'What came in in the period, in minor units.';
comment on column ledger.period_balance.balance is
'All credits less all debits up to the last day of the period, in minor units.';
comment on index ledger.period_balance_account_idx is 'For the foreign key.';

grant select on ledger.period_balance to report_read;
