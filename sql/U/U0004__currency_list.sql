-- Undoes  sql/V/V0004__currency_list.sql
-- Needs   One transaction, opened by the runner.
-- Loses   Nothing: the rows are in the migration. Those of other lists stay.
-- Proof   Up, down, and up again leave the same rows as a single up.

delete from core.currency
where list_date in ('2024-06-25', '2024-09-01');
