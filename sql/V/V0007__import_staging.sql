-- What   Where an importer puts what it has read, and the journal of what came of it.
-- Why    docs/adr/0012-statements-are-known-by-their-digest.md
-- Locks  core.book, ledger.account and core.currency, against writes, for the moment of the keys.
-- Undo   sql/U/U0007__import_staging.sql

create domain core.source_name as text
constraint source_name_has_length check (length(value) between 1 and 140);

create domain core.line_reference as text
constraint line_reference_has_length check (length(value) between 1 and 140);

create domain core.digest as bytea
constraint digest_is_sha_256 check (octet_length(value) = 32);

create domain core.signed_amount as bigint
constraint signed_amount_is_in_range check (
    value between -1000000000000000 and 1000000000000000
);

create domain core.import_outcome as text
constraint import_outcome_is_known check (
    value in ('posted', 'duplicate', 'refused', 'conflict')
);

comment on domain core.source_name is 'Where a statement was read: the name of a file.';
comment on domain core.line_reference is 'What the bank calls a statement or one of its lines.';
comment on domain core.digest is 'SHA-256 of what a statement says: what it is known by.';
comment on domain core.signed_amount is 'A credit above zero, a debit below it, in minor units.';
comment on domain core.import_outcome is
'What came of a statement: posted, known before, refused, or another one holds its place.';


-- Staging: the loader inserts, api.post_import takes out. What the source does not say is null;
-- what cannot be read is said by fault. The rows leave no event: what comes of them does. They are
-- not logged: after a crash of the server they are gone, and the importer reads its file again. A
-- line has no foreign key to its statement, which would double the time of the copy (0.23 s for
-- 25,170 lines, 0.10 s without): one of no statement is never read, and goes with its import.

create unlogged table ledger.staged_statement (
    book_id uuid not null,
    import_id uuid not null,
    statement_no integer not null,
    source core.source_name not null,
    line_no integer not null,
    account core.account_name,
    currency core.currency_code,
    opening core.balance,
    opening_date date,
    closing core.balance,
    closing_date date,
    reference core.line_reference,
    digest core.digest not null,
    fault text,
    is_cut boolean not null default false,
    staged_at timestamptz not null default current_timestamp,
    constraint staged_statement_pkey primary key (book_id, import_id, statement_no),
    constraint staged_statement_book_fkey foreign key (book_id) references core.book (book_id),
    constraint staged_statement_no_check check (statement_no >= 1),
    constraint staged_statement_line_check check (line_no >= 1),
    constraint staged_statement_source_check check (
        source not in ('clearing', 'opening', 'gap', 'suspense') -- own accounts: clearing:EUR
    ),
    constraint staged_statement_name_check check (length(source) + 1 + length(account) <= 140),
    constraint staged_statement_fault_check check (length(fault) between 1 and 500),
    constraint staged_statement_cut_check check (not is_cut or fault is not null)
);

comment on table ledger.staged_statement is 'Statements that were read and not yet judged.';
comment on column ledger.staged_statement.import_id is 'One file, read once.';
comment on column ledger.staged_statement.statement_no is 'Its place in the file, from 1.';
comment on column ledger.staged_statement.line_no is 'The line of the file where it begins.';
comment on column ledger.staged_statement.account is 'As in the file. Null: it names none.';
comment on column ledger.staged_statement.currency is 'Null: it names none, or two.';
comment on column ledger.staged_statement.opening is 'Null: it states none.';
comment on column ledger.staged_statement.opening_date is 'Null: it states none.';
comment on column ledger.staged_statement.closing is 'Null: it states none.';
comment on column ledger.staged_statement.closing_date is 'Null: it states none.';
comment on column ledger.staged_statement.reference is 'Null: it has none.';
comment on column ledger.staged_statement.fault is 'Why it cannot be read. Null: it can.';
comment on column ledger.staged_statement.is_cut is
'Whether it cannot be read since the file ends in the middle of it.';


create unlogged table ledger.staged_line (
    book_id uuid not null,
    import_id uuid not null,
    statement_no integer not null,
    place integer not null,
    line_no integer not null,
    value_date date not null,
    amount core.signed_amount not null,
    balance core.balance,
    memo core.memo,
    reference core.line_reference,
    constraint staged_line_pkey primary key (book_id, import_id, statement_no, place),
    constraint staged_line_place_check check (place >= 1),
    constraint staged_line_no_check check (line_no >= 1)
);

comment on table ledger.staged_line is
'The lines of staged statements; one of no statement is never read.';
comment on column ledger.staged_line.place is
'From 1, within its statement: it orders them and tells equal ones apart.';
comment on column ledger.staged_line.line_no is
'The line of the file. Some sources have the lines of one account in another order.';
comment on column ledger.staged_line.value_date is 'The day on which the bank booked it.';
comment on column ledger.staged_line.balance is
'What the source says the account holds after it. Null: it says that for the statement alone.';
comment on column ledger.staged_line.memo is 'Null: it has none.';
comment on column ledger.staged_line.reference is 'Null: it has none.';

grant usage on schema core, ledger to import_loader;
grant insert on ledger.staged_statement, ledger.staged_line to import_loader;


-- What the routines of an import tell each other. They read nothing of it from the journal, which
-- has no row for what was known before.

create type ledger.import_verdict as (
    statement_no integer,
    name text,
    account_id uuid,
    currency text,
    outcome text,
    statement_id uuid,
    is_known boolean,
    lines bigint,
    credits numeric,
    debits numeric,
    break_amount numeric,
    gap_amount numeric,
    breaks jsonb,
    refusal jsonb
);

comment on type ledger.import_verdict is 'What is to come of a staged statement.';
comment on column ledger.import_verdict.name is 'Of the account: the source, a colon, the account.';
comment on column ledger.import_verdict.account_id is 'Null while the account is not there.';
comment on column ledger.import_verdict.statement_id is
'The row of the journal that answers for it.';
comment on column ledger.import_verdict.is_known is
'Whether that row is there already, or is another statement''s of this import.';
comment on column ledger.import_verdict.gap_amount is 'Null for the first of its account.';


-- The journal: one row a statement that was judged. A duplicate leaves none, nor does a statement
-- that is refused once more for the same reason: to import a file again changes no row.

create table ledger.imported_statement (
    book_id uuid not null,
    statement_id uuid not null,
    import_id uuid not null,
    statement_no integer not null,
    source core.source_name not null,
    line_no integer not null,
    digest core.digest not null,
    outcome core.import_outcome not null,
    account core.account_name,
    account_id uuid,
    currency core.currency_code,
    reference core.line_reference,
    opening core.balance,
    opening_date date,
    closing core.balance,
    closing_date date,
    lines integer not null,
    credits core.balance,
    debits core.balance,
    break_amount core.signed_amount,
    gap_amount core.signed_amount,
    breaks jsonb,
    refusal core.refusal,
    recorded_by core.actor not null,
    trace core.trace,
    recorded_at timestamptz not null,
    session_role text not null default session_user,
    xid xid8 not null default pg_current_xact_id(),
    constraint imported_statement_pkey primary key (book_id, statement_id),
    constraint imported_statement_import_key unique (book_id, import_id, statement_no),
    constraint imported_statement_book_fkey foreign key (book_id) references core.book (book_id),
    constraint imported_statement_account_fkey
    foreign key (book_id, account_id) references ledger.account (book_id, account_id),
    constraint imported_statement_outcome_check check (
        outcome <> 'duplicate' and (outcome = 'posted') = (refusal is null)
    ),
    constraint imported_statement_posted_check check (
        outcome <> 'posted'
        or num_nulls(account_id, currency, opening, closing, credits, debits, break_amount) = 0
    ),
    constraint imported_statement_sum_check check (
        outcome <> 'posted' or closing = opening + credits - debits + break_amount
    ),
    constraint imported_statement_refusal_check check (refusal ->> 'code' ~ '^LG3[0-9]{2}$')
);

create unique index imported_statement_digest_key on ledger.imported_statement (book_id, digest)
where outcome = 'posted';

create unique index imported_statement_source_key
on ledger.imported_statement (book_id, source, statement_no)
where outcome = 'posted';

create index imported_statement_source_idx
on ledger.imported_statement (book_id, source, statement_no)
where outcome <> 'posted';

create index imported_statement_account_id_idx
on ledger.imported_statement (book_id, account_id);

create index imported_statement_xid_idx on ledger.imported_statement (xid);

comment on table ledger.imported_statement is $comment$
Statements of banks that were judged, and what came of them. Append-only.

@journal statement key=statement_id
$comment$;
comment on column ledger.imported_statement.statement_id is
'A uuid v7 of the first import. The ids of its transfers follow it without a gap of another.';
comment on column ledger.imported_statement.line_no is 'The line of the file where it begins.';
comment on column ledger.imported_statement.account is 'As in the file. Null: it names none.';
comment on column ledger.imported_statement.account_id is 'Null when it was not posted.';
comment on column ledger.imported_statement.currency is 'Null: it names none, or two.';
comment on column ledger.imported_statement.reference is 'Null: it has none.';
comment on column ledger.imported_statement.opening is 'Null: it states none.';
comment on column ledger.imported_statement.opening_date is 'Null: it states none.';
comment on column ledger.imported_statement.closing is 'Null: it states none.';
comment on column ledger.imported_statement.closing_date is 'Null: it states none.';
comment on column ledger.imported_statement.lines is
'How many were read, those of no amount included.';
comment on column ledger.imported_statement.credits is 'Null when it was not posted.';
comment on column ledger.imported_statement.debits is 'Null when it was not posted.';
comment on column ledger.imported_statement.break_amount is
'Closing less opening and lines: zero when it adds up. Null when it was not posted.';
comment on column ledger.imported_statement.gap_amount is
'Opening less what the account held. Null for the first of its account, or when not posted.';
comment on column ledger.imported_statement.breaks is
'Its breaks: item, line_no, reference, amount as text; no line_no behind the last. Null: none.';
comment on column ledger.imported_statement.refusal is 'Null when it was posted.';
comment on column ledger.imported_statement.trace is 'Null when the request came without one.';
comment on column ledger.imported_statement.recorded_at is
'Start of the transaction that wrote the row.';
comment on column ledger.imported_statement.session_role is
'The login that asked, whatever the actor''s name.';
comment on column ledger.imported_statement.xid is
'That transaction: the order in which journals are read.';
comment on index ledger.imported_statement_digest_key is 'A statement is posted once.';
comment on index ledger.imported_statement_source_key is 'A place in a file is posted once.';
comment on index ledger.imported_statement_source_idx is 'For a refusal that is known already.';
comment on index ledger.imported_statement_account_id_idx is 'For the statements of an account.';
comment on index ledger.imported_statement_xid_idx is
'For the readers of the journal, over all books.';

grant select on ledger.imported_statement to report_read;
