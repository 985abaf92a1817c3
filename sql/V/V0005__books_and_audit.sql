-- What   The books, who may see them, and the journal of changes that are no journal themselves.
-- Why    docs/adr/0009-actors-see-their-books.md
-- Locks  None: every object is new.
-- Undo   sql/U/U0005__books_and_audit.sql

create table core.book (
    book_id uuid not null,
    name core.book_name not null,
    opened_at timestamptz not null,
    constraint book_pkey primary key (book_id)
);

comment on table core.book is 'A tenant: accounts and transfers that balance among themselves.';


create table core.book_actor (
    book_id uuid not null,
    actor core.actor not null,
    constraint book_actor_pkey primary key (book_id, actor),
    constraint book_actor_book_fkey foreign key (book_id) references core.book (book_id)
);

comment on table core.book_actor is 'Who may see a book. Others are told that there is none.';


create table audit.event (
    book_id uuid not null,
    event_id uuid not null,
    topic text not null,
    subject text not null,
    payload jsonb not null,
    recorded_by core.actor not null,
    trace core.trace,
    recorded_at timestamptz not null,
    session_role text not null default session_user,
    xid xid8 not null default pg_current_xact_id(),
    constraint event_pkey primary key (book_id, event_id),
    constraint event_book_fkey foreign key (book_id) references core.book (book_id),
    constraint event_topic_check check (topic ~ '^[a-z_]+[.][a-z_]+$'),
    constraint event_subject_check check (length(subject) between 1 and 140)
);

create index event_xid_idx on audit.event (xid);

comment on table audit.event is $comment$
What was changed besides transfers: one row a change, append-only.

@journal audit key=event_id
$comment$;
comment on column audit.event.topic is 'What happened, as noun and participle: account.opened.';
comment on column audit.event.subject is 'The key of the row that was changed.';
comment on column audit.event.payload is 'What it is since; int8 and numeric as text.';
comment on column audit.event.trace is 'Null when the request came without one.';
comment on column audit.event.recorded_at is 'Start of the transaction that wrote the row.';
comment on column audit.event.session_role is 'The login that asked, whatever the actor''s name.';
comment on column audit.event.xid is 'That transaction: the order in which journals are read.';
comment on index audit.event_xid_idx is 'For the readers of the journal, over all books.';

grant select on core.book to report_read;
