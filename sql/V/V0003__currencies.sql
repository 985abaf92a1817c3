-- What   The table of currencies.
-- Why    docs/adr/0008-currencies-are-rows.md
-- Locks  None: every object is new.
-- Undo   sql/U/U0003__currencies.sql

-- The one table that is the same for every book: where a database is spread over machines, each
-- keeps a copy of it. So it refers to nothing.

create table core.currency (
    currency core.currency_code not null,
    currency_name text not null,
    exponent smallint,
    withdrawn text,
    list_date date not null,
    constraint currency_pkey primary key (currency),
    constraint currency_name_check check (length(currency_name) between 1 and 140),
    constraint currency_exponent_check check (exponent between 0 and 4)
);

comment on table core.currency is 'What an amount can be counted in, today or in an old statement.';
comment on column core.currency.exponent is
'How many decimals a minor unit stands for. Null: no minor unit, so no account is kept in it. For a
withdrawn currency, of which the list says nothing, it is 2.';
comment on column core.currency.withdrawn is
'When it was withdrawn, as the list writes it: 2002-03, or a range. Null while it is in use.';
comment on column core.currency.list_date is 'The publication of the list that the row is from.';

grant select on core.currency to report_read;
