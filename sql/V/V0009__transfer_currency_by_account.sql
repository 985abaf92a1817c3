-- What   The journal of transfers names a currency without a foreign key to the list of them.
-- Why    docs/adr/0013-a-transfers-currency-is-its-accounts.md
-- Locks  ledger.transfer, its months and core.currency, against everything, for the moment of the
--        drop. It reads no row.
-- Undo   sql/U/U0009__transfer_currency_by_account.sql

alter table ledger.transfer drop constraint transfer_currency_fkey;

comment on column ledger.transfer.currency is
'That of both accounts, which have a foreign key; what was refused may have asked for another.';
