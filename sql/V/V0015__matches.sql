-- What   Matches: which transfers of an account cancel out, and since when they no longer do.
-- Why    docs/adr/0023-matching-on-one-account.md
-- Locks  ledger.account, against writes, for the moment of the keys.
-- Undo   sql/U/U0015__matches.sql

-- A match and its end are facts, so they are journals; which transfers are taken is what is now.

create domain core.match_days as integer
constraint match_days_is_in_range check (value between 0 and 92);

create domain core.match_reason as text
constraint match_reason_is_known check (
    value in ('exact', 'reversal', 'reference', 'amount', 'sum')
);

create domain core.open_reason as text
constraint open_reason_is_known check (
    value in ('matchable', 'outside_window', 'amount_differs', 'no_counterpart')
);

comment on domain core.match_days is
'How many days two value dates may lie apart to be taken for the same.';
comment on domain core.match_reason is
'What speaks for a match: amount, reference and day; a reversal of the whole; amount and reference;
amount and days; several that add up to one.';
comment on domain core.open_reason is
'Why a transfer is not matched: nobody has done it, what would fit lies too many days away, what
has its reference has another amount, or nothing is there.';

comment on domain core.memo is
'A line of text for people. Only suggestions of matches look for references in it.';


create table ledger.match (
    book_id uuid not null,
    match_id uuid not null,
    account_id uuid not null,
    transfer_ids uuid[] not null,
    is_automatic boolean not null,
    memo core.memo,
    recorded_by core.actor not null,
    trace core.trace,
    recorded_at timestamptz not null,
    session_role text not null default session_user,
    xid xid8 not null default pg_current_xact_id(),
    constraint match_pkey primary key (book_id, match_id),
    constraint match_account_fkey
    foreign key (book_id, account_id) references ledger.account (book_id, account_id),
    constraint match_items_check check (
        cardinality(transfer_ids) between 2 and 100
        and array_position(transfer_ids, null) is null
    )
);

create index match_account_idx on ledger.match (book_id, account_id, match_id);

create index match_xid_idx on ledger.match (xid);

comment on table ledger.match is $comment$
Transfers of an account that were found to cancel out there. Append-only.

@journal match key=match_id
$comment$;
comment on column ledger.match.transfer_ids is
'Its items, in ascending order. No key: a transfer may lie in a month that is gone.';
comment on column ledger.match.is_automatic is 'Whether no person looked at it.';
comment on column ledger.match.memo is 'Why, by who made it. Null: it speaks for itself.';
comment on column ledger.match.trace is 'Null when the request came without one.';
comment on column ledger.match.recorded_at is 'Start of the transaction that wrote the row.';
comment on column ledger.match.session_role is
'The login that asked, whatever the actor''s name.';
comment on column ledger.match.xid is 'That transaction: the order in which journals are read.';
comment on index ledger.match_account_idx is 'For the matches of an account, in order.';
comment on index ledger.match_xid_idx is 'For the readers of the journal, over all books.';


create table ledger.match_end (
    book_id uuid not null,
    match_end_id uuid not null,
    match_id uuid not null,
    reason core.memo not null,
    recorded_by core.actor not null,
    trace core.trace,
    recorded_at timestamptz not null,
    session_role text not null default session_user,
    xid xid8 not null default pg_current_xact_id(),
    constraint match_end_pkey primary key (book_id, match_end_id),
    constraint match_end_match_key unique (book_id, match_id),
    constraint match_end_match_fkey
    foreign key (book_id, match_id) references ledger.match (book_id, match_id)
);

create index match_end_xid_idx on ledger.match_end (xid);

comment on table ledger.match_end is $comment$
The ends of matches: one a match, for good. Its transfers are open again. Append-only.

@journal match_end key=match_end_id
$comment$;
comment on column ledger.match_end.reason is 'Why it was no match, by who ended it.';
comment on column ledger.match_end.trace is 'Null when the request came without one.';
comment on column ledger.match_end.recorded_at is 'Start of the transaction that wrote the row.';
comment on column ledger.match_end.session_role is
'The login that asked, whatever the actor''s name.';
comment on column ledger.match_end.xid is
'That transaction: the order in which journals are read.';
comment on index ledger.match_end_xid_idx is 'For the readers of the journal, over all books.';


-- Nothing is matched twice: the key says so, whoever asks at once. What is not here is open.

create table ledger.match_item (
    book_id uuid not null,
    account_id uuid not null,
    transfer_id uuid not null,
    match_id uuid not null,
    moved core.signed_amount not null,
    constraint match_item_pkey primary key (book_id, account_id, transfer_id),
    constraint match_item_account_fkey
    foreign key (book_id, account_id) references ledger.account (book_id, account_id),
    constraint match_item_match_fkey
    foreign key (book_id, match_id) references ledger.match (book_id, match_id),
    constraint match_item_moved_check check (moved <> 0)
);

create index match_item_match_idx on ledger.match_item (book_id, match_id);

comment on table ledger.match_item is
'The transfers of an account that are taken by a match that stands. The journals move its rows.';
comment on column ledger.match_item.transfer_id is
'No key: it may lie in a month that is gone.';
comment on column ledger.match_item.moved is 'What the transfer added to the account.';
comment on index ledger.match_item_match_idx is 'For the items of a match, and the foreign key.';

grant select on ledger.match, ledger.match_end, ledger.match_item to report_read;
