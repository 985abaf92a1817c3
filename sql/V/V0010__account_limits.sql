-- What   What an account may do: its kind, ceiling, limits and freezes, and what is held on it.
-- Why    docs/adr/0014-limits-stand-on-the-account.md
-- Locks  ledger.account, against everything, for as long as it takes to read it once.
-- Undo   sql/U/U0010__account_limits.sql

-- What a posting judges stands on the row that it locks anyway; what people read stands elsewhere.

create domain core.account_kind as text
constraint account_kind_is_known check (
    value in ('asset', 'liability', 'equity', 'income', 'expense')
);

create domain core.held as bigint
constraint held_is_in_range check (value between 0 and 900000000000000000);

comment on domain core.account_kind is
'What stands in an account. Assets and expenses grow by debits, the others by credits.';
comment on domain core.held is 'What is set aside for open holds, in minor units.';


alter table ledger.account
add kind core.account_kind not null default 'liability',
add held core.held not null default 0,
add balance_ceiling core.balance,
add transfer_limit core.amount,
add day_limit core.amount,
add spent_date date,
add spent core.held not null default 0,
add is_debit_frozen boolean not null default false,
add is_credit_frozen boolean not null default false;

-- The last guard against a wrong routine: 6 % of a posting (docs/adr/0017). Nothing is held below
-- zero, so a ceiling below the floor can't pass it either.
alter table ledger.account
drop constraint account_balance_check,
add constraint account_balance_check check (
    balance - held >= balance_floor
    and balance <= balance_ceiling
);

comment on column ledger.account.balance_floor is
'What the balance less what is held may not go below. Null: as low as a balance goes.';
comment on column ledger.account.held is 'The sum of what is left of its open holds.';
comment on column ledger.account.balance_ceiling is
'What the balance may not go above. Null: as high as a balance goes.';
comment on column ledger.account.transfer_limit is
'The most that one transfer or hold may debit. Null: no limit of its own.';
comment on column ledger.account.day_limit is
'The most that transfers and holds of one day, by UTC, may debit. Null: no limit.';
comment on column ledger.account.spent_date is
'The day of spent. Null: nothing was debited since the account has a day limit.';
comment on column ledger.account.spent is 'What was debited on that day, where a day has a limit.';
comment on column ledger.account.is_debit_frozen is 'Whether nothing may be taken out for now.';
comment on column ledger.account.is_credit_frozen is 'Whether nothing may be put in for now.';
comment on column ledger.account.is_open is
'Whether it is there for transfers at all. It closes empty, and for good.';
