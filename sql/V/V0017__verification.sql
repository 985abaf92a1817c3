-- What   Up to where the journal was proven sound, and what accounts were when old months went.
-- Why    docs/adr/0024-verification-sums-up-chains.md
-- Locks  ledger.account, against writes, for the moment of the foreign key.
-- Undo   sql/U/U0017__verification.sql

create table ledger.verification (
    verification_id bigint generated always as identity,
    verified_xid xid8 not null,
    incarnation text not null,
    is_full boolean not null,
    verified_at timestamptz not null,
    constraint verification_pkey primary key (verification_id)
);

comment on table ledger.verification is
'Verifications that found nothing amiss. It is a state of the ledger over all books, no journal.';
comment on column ledger.verification.verified_xid is
'The first transaction whose rows it may not have seen: the next one begins there.';
comment on column ledger.verification.incarnation is
'The server and its timeline: a transaction id means nothing in another one.';
comment on column ledger.verification.is_full is 'Whether it began at the first transfer.';


create table ledger.account_anchor (
    book_id uuid not null,
    account_id uuid not null,
    version bigint not null,
    balance core.balance not null,
    constraint account_anchor_pkey primary key (book_id, account_id),
    constraint account_anchor_account_fkey
    foreign key (book_id, account_id) references ledger.account (book_id, account_id)
);

comment on table ledger.account_anchor is
'What an account was behind the months that were detached: there its history begins. No row: it
begins with nothing.';

grant select on ledger.verification, ledger.account_anchor to report_read;
