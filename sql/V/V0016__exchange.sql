-- What   What a euro is worth, by currency and day, and the journal of exchanges.
-- Why    docs/adr/0022-an-exchange-gives-no-more-than-the-exact.md
-- Locks  ledger.account, core.book and core.currency, against writes, for the moment of the keys.
-- Undo   sql/U/U0016__exchange.sql

create domain core.euro_rate as numeric
constraint euro_rate_is_in_range check (value > 0 and value < 1000000000000)
constraint euro_rate_has_twelve_decimals check (value = round(value, 12));

comment on domain core.euro_rate is
'How many units of a currency are one euro: units as people say them, dollars and not cents.';


create table ledger.exchange_rate (
    book_id uuid not null,
    currency core.currency_code not null,
    rate_date date not null,
    rate core.euro_rate not null,
    source core.source_name not null,
    constraint exchange_rate_pkey primary key (book_id, currency, rate_date),
    constraint exchange_rate_book_fkey foreign key (book_id) references core.book (book_id),
    constraint exchange_rate_currency_fkey
    foreign key (currency) references core.currency (currency),
    constraint exchange_rate_currency_check check (currency <> 'EUR'),
    constraint exchange_rate_date_check check (isfinite(rate_date))
);

create index exchange_rate_currency_idx on ledger.exchange_rate (currency);

comment on table ledger.exchange_rate is
'What one euro is worth in another currency, on the days that a book knows. A euro is one euro.';
comment on column ledger.exchange_rate.source is 'Who says so: the name of a file, say.';
comment on index ledger.exchange_rate_currency_idx is 'For the foreign key.';


create table ledger.exchange (
    book_id uuid not null,
    exchange_id uuid not null,
    from_account_id uuid not null,
    to_account_id uuid not null,
    sold core.amount not null,
    sold_currency core.currency_code not null,
    bought core.amount,
    bought_currency core.currency_code not null,
    rate_date date not null,
    sold_rate core.euro_rate not null,
    bought_rate core.euro_rate not null,
    remainder_parts numeric,
    fee core.amount,
    fee_account_id uuid,
    value_date date not null,
    memo core.memo,
    refusal core.refusal,
    recorded_by core.actor not null,
    trace core.trace,
    recorded_at timestamptz not null,
    session_role text not null default session_user,
    xid xid8 not null default pg_current_xact_id(),
    constraint exchange_pkey primary key (book_id, exchange_id),
    constraint exchange_from_account_fkey
    foreign key (book_id, from_account_id) references ledger.account (book_id, account_id),
    constraint exchange_to_account_fkey
    foreign key (book_id, to_account_id) references ledger.account (book_id, account_id),
    constraint exchange_fee_account_fkey
    foreign key (book_id, fee_account_id) references ledger.account (book_id, account_id),
    constraint exchange_currencies_check check (sold_currency <> bought_currency),
    constraint exchange_fee_check check (num_nonnulls(fee, fee_account_id) in (0, 2)),
    constraint exchange_value_date_check check (isfinite(value_date)),
    constraint exchange_refusal_check check (refusal ->> 'code' ~ '^LG3[0-9]{2}$'),
    constraint exchange_outcome_check check (
        num_nonnulls(bought, remainder_parts) = case when refusal is null then 2 else 0 end
    )
);

create index exchange_from_account_idx on ledger.exchange (book_id, from_account_id);

create index exchange_to_account_idx on ledger.exchange (book_id, to_account_id);

create index exchange_fee_account_idx on ledger.exchange (book_id, fee_account_id)
where fee_account_id is not null;

create index exchange_xid_idx on ledger.exchange (xid);

comment on table ledger.exchange is $comment$
What was sold and bought at which rate, or why not. Its transfers are linked by its id.

@journal exchange key=exchange_id
$comment$;
comment on column ledger.exchange.sold is 'What the from account gave, the fee left out.';
comment on column ledger.exchange.bought is 'What the to account got. Null when refused.';
comment on column ledger.exchange.rate_date is 'The day of the rates that were used.';
comment on column ledger.exchange.sold_rate is
'How many units of the sold currency were one euro that day; one for the euro itself.';
comment on column ledger.exchange.bought_rate is
'How many units of the bought currency were one euro that day; one for the euro itself.';
comment on column ledger.exchange.remainder_parts is
'What the exact amount is above the bought one: to be divided by sold_rate times ten to the exponent
of the sold currency, it is a part of a minor unit. Null when refused.';
comment on column ledger.exchange.fee is
'What the from account gave besides, in the sold currency. Null: no fee.';
comment on column ledger.exchange.fee_account_id is 'Who got the fee. Null: no fee.';
comment on column ledger.exchange.refusal is 'Why nothing was moved. Null: it was.';
comment on column ledger.exchange.trace is 'Null when the request came without one.';
comment on column ledger.exchange.recorded_at is 'Start of the transaction that wrote the row.';
comment on column ledger.exchange.session_role is
'The login that asked, whatever the actor''s name.';
comment on column ledger.exchange.xid is
'That transaction: the order in which journals are read.';
comment on index ledger.exchange_from_account_idx is 'For the foreign key.';
comment on index ledger.exchange_to_account_idx is 'For the foreign key.';
comment on index ledger.exchange_fee_account_idx is 'For the foreign key.';
comment on index ledger.exchange_xid_idx is 'For the readers of the journal, over all books.';

grant select on ledger.exchange_rate, ledger.exchange to report_read;
