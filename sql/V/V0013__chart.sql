-- What   The chart of accounts, what people keep of an account, and the schemas of that.
-- Why    docs/adr/0019-the-chart-is-parents-and-tiers.md
-- Locks  ledger.account and audit.event, against writes, while their indexes are built.
-- Undo   sql/U/U0013__chart.sql

-- A posting reads and writes the narrow row of ledger.account; what people look for stands beside
-- it. An account that has neither heading nor metadata has no row there.

create domain core.heading_code as text
constraint heading_code_has_form check (value ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$');

create domain core.heading_name as text
constraint heading_name_has_length check (length(value) between 1 and 140);

create domain core.metadata as jsonb
constraint metadata_is_object check (jsonb_typeof(value) = 'object')
constraint metadata_has_size check (octet_length(value::text) <= 8192);

create domain core.metadata_schema as jsonb
constraint metadata_schema_is_object check (jsonb_typeof(value) = 'object')
constraint metadata_schema_has_size check (octet_length(value::text) <= 16384);

create domain core.account_state as text
constraint account_state_is_known check (
    value in ('open', 'debits_frozen', 'credits_frozen', 'frozen', 'closed')
);

create domain core.side as text
constraint side_is_known check (value in ('debit', 'credit'));

-- An account opens empty, so its ceiling can't lie below.
create domain core.opening_ceiling as bigint
constraint opening_ceiling_is_in_range check (value between 0 and 900000000000000000);

comment on domain core.heading_code is 'A place in the chart of accounts, as people number it.';
comment on domain core.heading_name is 'What people call a place in the chart of accounts.';
comment on domain core.metadata is
'What else is known of an account: a JSON object of at most 8192 bytes, as PostgreSQL writes it.';
comment on domain core.metadata_schema is
'What metadata must look like: JSON Schema 2020-12 of the keywords of core.json_schema_faults.';
comment on domain core.account_state is
'Whether an account takes transfers: all, no debits, no credits, none for now, or none at all.';
comment on domain core.side is 'The side that gives (debit), or the one that receives (credit).';
comment on domain core.opening_ceiling is 'What the balance of a new account may not go above.';


-- No heading can stand under itself: the key of the parent has the tier, one less than its own.

create table ledger.heading (
    book_id uuid not null,
    heading core.heading_code not null,
    name core.heading_name not null,
    parent core.heading_code,
    tier smallint not null,
    parent_tier smallint not null generated always as (tier - 1) stored,
    constraint heading_pkey primary key (book_id, heading),
    constraint heading_tier_key unique (book_id, heading, tier),
    constraint heading_book_fkey foreign key (book_id) references core.book (book_id),
    constraint heading_parent_fkey
    foreign key (book_id, parent, parent_tier)
    references ledger.heading (book_id, heading, tier),
    constraint heading_tier_check check (tier between 1 and 12),
    constraint heading_root_check check ((parent is null) = (tier = 1))
);

create index heading_parent_idx on ledger.heading (book_id, parent, heading);

comment on table ledger.heading is
'The chart of accounts: headings under headings, and accounts under them.';
comment on column ledger.heading.parent is 'The heading that it stands under. Null: it is a root.';
comment on column ledger.heading.tier is 'A root has 1, what stands under it 2, and so on.';
comment on column ledger.heading.parent_tier is 'For the foreign key, which lets no circle be.';
comment on index ledger.heading_parent_idx is 'For what stands under a heading, in order.';


create table ledger.account_detail (
    book_id uuid not null,
    account_id uuid not null,
    heading core.heading_code,
    metadata core.metadata,
    constraint account_detail_pkey primary key (book_id, account_id),
    constraint account_detail_account_fkey
    foreign key (book_id, account_id) references ledger.account (book_id, account_id),
    constraint account_detail_heading_fkey
    foreign key (book_id, heading) references ledger.heading (book_id, heading)
);

create index account_detail_heading_idx on ledger.account_detail (book_id, heading, account_id)
where heading is not null;

comment on table ledger.account_detail is
'What no posting looks at. An account without a row has neither heading nor metadata.';
comment on column ledger.account_detail.heading is 'Null: it is in no chart.';
comment on column ledger.account_detail.metadata is 'Null: none was given.';
comment on index ledger.account_detail_heading_idx is 'For the accounts of a heading, in order.';


create table ledger.metadata_schema (
    book_id uuid not null,
    kind core.account_kind not null,
    json_schema core.metadata_schema not null,
    constraint metadata_schema_pkey primary key (book_id, kind),
    constraint metadata_schema_book_fkey foreign key (book_id) references core.book (book_id)
);

comment on table ledger.metadata_schema is
'What the metadata of the accounts of a kind must look like. A kind without a row takes any.';


-- Neither slows a posting: what they cover doesn't change with a balance, so updates stay HOT.

create index account_kind_idx on ledger.account (book_id, kind, account_id);

create index account_state_idx on ledger.account (book_id, account_id)
where not is_open or is_debit_frozen or is_credit_frozen;

create index event_subject_idx on audit.event (book_id, subject, topic);

comment on index ledger.account_kind_idx is 'For the accounts of a kind, in order.';
comment on index ledger.account_state_idx is 'For the few accounts that are frozen or closed.';
comment on index audit.event_subject_idx is
'For what was asked when a thing was opened, and for all that happened to it.';

grant select on ledger.heading, ledger.account_detail, ledger.metadata_schema to report_read;
