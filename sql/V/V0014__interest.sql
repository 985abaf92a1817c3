-- What   The terms on which accounts bear interest, and the journal of what they bore.
-- Why    docs/adr/0021-interest-is-exact.md
-- Locks  ledger.account and core.book, against writes, for the moment of the keys.
-- Undo   sql/U/U0014__interest.sql

-- What interest is reckoned from never changes for a day that is accrued: the terms are set from a
-- day that isn't. So a later reckoning of the same days can differ by late entries alone.

create domain core.annual_rate as numeric
constraint annual_rate_is_in_range check (value between -1 and 10)
constraint annual_rate_has_eight_decimals check (value = round(value, 8));

create domain core.day_count as text
constraint day_count_is_known check (value in ('act/365', 'act/360', '30E/360'));

create domain core.compounding as text
constraint compounding_is_known check (value in ('daily', 'monthly', 'quarterly', 'yearly'));

comment on domain core.annual_rate is
'Interest of a year as a part of what bears it: 0.035 is 3.5 %. Below zero, the other side pays.';
comment on domain core.day_count is
'Which part of a year a day is: one of 365 or of 360, or as if every month had 30 days.';
comment on domain core.compounding is
'When posted interest begins to bear interest: the day, month, quarter or year after it.';


create table ledger.interest_terms (
    book_id uuid not null,
    account_id uuid not null,
    from_date date not null,
    credit_rate core.annual_rate not null,
    debit_rate core.annual_rate not null,
    day_count core.day_count not null,
    compounding core.compounding not null,
    counterpart_account_id uuid not null,
    constraint interest_terms_pkey primary key (book_id, account_id, from_date),
    constraint interest_terms_account_fkey
    foreign key (book_id, account_id) references ledger.account (book_id, account_id),
    constraint interest_terms_counterpart_account_fkey
    foreign key (book_id, counterpart_account_id) references ledger.account (book_id, account_id),
    constraint interest_terms_accounts_check check (account_id <> counterpart_account_id),
    constraint interest_terms_from_date_check check (isfinite(from_date))
);

create index interest_terms_counterpart_idx
on ledger.interest_terms (book_id, counterpart_account_id);

comment on table ledger.interest_terms is
'How an account bears interest from a day on, until its next terms: so no day has two of them.';
comment on column ledger.interest_terms.credit_rate is 'For what is above zero.';
comment on column ledger.interest_terms.debit_rate is 'For what is below zero.';
comment on column ledger.interest_terms.counterpart_account_id is
'The other side of what is posted: the interest that the bank spends or earns.';
comment on index ledger.interest_terms_counterpart_idx is 'For the foreign key.';


create table ledger.interest_accrual (
    book_id uuid not null,
    transfer_id uuid not null,
    account_id uuid not null,
    through_date date not null,
    version bigint,
    settled_version bigint,
    principal numeric,
    since_date date,
    numerator numeric,
    amount core.signed_amount,
    posted_total numeric,
    refusal core.refusal,
    recorded_by core.actor not null,
    trace core.trace,
    recorded_at timestamptz not null,
    session_role text not null default session_user,
    xid xid8 not null default pg_current_xact_id(),
    constraint interest_accrual_pkey primary key (book_id, transfer_id),
    constraint interest_accrual_account_fkey
    foreign key (book_id, account_id) references ledger.account (book_id, account_id),
    constraint interest_accrual_through_date_check check (isfinite(through_date)),
    constraint interest_accrual_version_check check (settled_version between 0 and version),
    constraint interest_accrual_refusal_check check (refusal ->> 'code' ~ '^LG3[0-9]{2}$'),
    constraint interest_accrual_outcome_check check (
        num_nonnulls(version, settled_version, principal, numerator, amount, posted_total)
        = case when refusal is null then 6 else 0 end
    )
);

create unique index interest_accrual_through_key
on ledger.interest_accrual (book_id, account_id, through_date)
where refusal is null;

create index interest_accrual_account_idx on ledger.interest_accrual (book_id, account_id);

create index interest_accrual_xid_idx on ledger.interest_accrual (xid);

comment on table ledger.interest_accrual is $comment$
What an account has borne through a day, all days before it included, and what of it was posted.

@journal interest key=transfer_id
$comment$;
comment on column ledger.interest_accrual.transfer_id is
'The id of the request, and of the transfer that it posted; none where it is zero.';
comment on column ledger.interest_accrual.through_date is 'The last day that it counts.';
comment on column ledger.interest_accrual.version is
'The version of the account that it saw. Null when refused.';
comment on column ledger.interest_accrual.settled_version is
'Up to this version no line lies behind the last day: a later accrual begins here. Null when
refused.';
comment on column ledger.interest_accrual.principal is
'What the lines up to there have moved, interest of the account left out. Null when refused.';
comment on column ledger.interest_accrual.since_date is
'The first value date among the lines that came since the accrual before. Null: none came.';
comment on column ledger.interest_accrual.numerator is
'The exact interest of all days, in 2628000000000ths of a minor unit. Null when refused.';
comment on column ledger.interest_accrual.amount is
'What it posted: above zero to the account, below zero from it. Null when refused.';
comment on column ledger.interest_accrual.posted_total is
'What all accruals of the account have posted so far, with this one. Null when refused.';
comment on column ledger.interest_accrual.refusal is 'Why nothing could be posted. Null: it was.';
comment on column ledger.interest_accrual.trace is 'Null when the request came without one.';
comment on column ledger.interest_accrual.recorded_at is
'Start of the transaction that wrote the row.';
comment on column ledger.interest_accrual.session_role is
'The login that asked, whatever the actor''s name.';
comment on column ledger.interest_accrual.xid is
'That transaction: the order in which journals are read.';
comment on index ledger.interest_accrual_through_key is
'A day is accrued once; the last day of an account is found here.';
comment on index ledger.interest_accrual_account_idx is 'For the foreign key.';
comment on index ledger.interest_accrual_xid_idx is
'For the readers of the journal, over all books.';

grant select on ledger.interest_terms, ledger.interest_accrual to report_read;
