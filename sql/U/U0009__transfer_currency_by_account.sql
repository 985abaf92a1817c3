-- Undoes  sql/V/V0009__transfer_currency_by_account.sql
-- Needs   One transaction, opened by the runner. It reads the whole journal, and keeps writers out
--         meanwhile. A currency that isn't in the list makes it fail: report.verify() names it.
-- Loses   Nothing.
-- Proof   Up, down, and up again leave the same catalog as a single up.

comment on column ledger.transfer.currency is null;

alter table ledger.transfer
add constraint transfer_currency_fkey
foreign key (currency) references core.currency (currency);
