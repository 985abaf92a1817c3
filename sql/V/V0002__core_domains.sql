-- What   The domains that columns and arguments share.
-- Why    docs/adr/0011-the-comment-is-the-contract.md
-- Locks  None: every object is new.
-- Undo   sql/U/U0002__core_domains.sql

-- A check of these shapes becomes JSON Schema. Null passes every check: that a value is needed is
-- said by the column, and by the first lines of a routine.

create domain core.amount as bigint
constraint amount_is_in_range check (value between 1 and 1000000000000000);

-- Nine tenths of what bigint holds: a balance and an amount can be added without an overflow.
create domain core.balance as bigint
constraint balance_is_in_range check (
    value between -900000000000000000 and 900000000000000000
);

-- An account opens empty, so its floor can't lie above.
create domain core.opening_floor as bigint
constraint opening_floor_is_in_range check (value between -900000000000000000 and 0);

create domain core.currency_code as text
constraint currency_code_is_iso_4217 check (value ~ '^[A-Z]{3}$');

create domain core.memo as text
constraint memo_has_length check (length(value) between 1 and 140);

create domain core.book_name as text
constraint book_name_has_length check (length(value) between 1 and 140);

create domain core.account_name as text
constraint account_name_has_length check (length(value) between 1 and 140);

create domain core.actor as text
constraint actor_has_length check (length(value) between 1 and 140);

create domain core.trace as text
constraint trace_is_hex check (value ~ '^[0-9a-f]{32}$');

create domain core.page_size as integer
constraint page_size_is_in_range check (value between 1 and 500);

create domain core.transfer_kind as text
constraint transfer_kind_is_known check (
    value in ('transfer', 'reversal', 'opening', 'gap', 'break')
);

create domain core.period_state as text
constraint period_state_is_known check (value in ('open', 'closed'));

create domain core.refusal as jsonb
constraint refusal_has_its_parts check (value ?& array['code', 'title', 'facts']);

comment on domain core.amount is 'Minor units of the currency: 1050 is EUR 10.50.';
comment on domain core.balance is 'Credits less debits, in minor units of the currency.';
comment on domain core.opening_floor is 'What the balance of a new account may not go below.';
comment on domain core.currency_code is 'An ISO 4217 letter code.';
comment on domain core.memo is 'A line of text for people. No routine reads it.';
comment on domain core.book_name is 'What people call a book.';
comment on domain core.account_name is 'A name from outside, such as an IBAN.';
comment on domain core.actor is 'Who asked: the subject of the token, or a login role.';
comment on domain core.trace is 'The trace id of a W3C traceparent.';
comment on domain core.page_size is 'How many rows of a list are asked for at once.';
comment on domain core.transfer_kind is
'Why it was posted: asked for by a client, a reversal, or by an import, whose statement opens an
account, leaves out what happened before it, or does not add up.';
comment on domain core.period_state is 'Whether a transfer may be booked into a month.';
comment on domain core.refusal is 'Why the answer is no: code, title, facts. Null when it is yes.';
