-- Undoes  sql/V/V0002__core_domains.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Nothing: no column uses a domain by now.
-- Proof   Up, down, and up again leave the same catalog as a single up.

drop domain core.refusal;
drop domain core.period_state;
drop domain core.transfer_kind;
drop domain core.page_size;
drop domain core.trace;
drop domain core.actor;
drop domain core.account_name;
drop domain core.book_name;
drop domain core.memo;
drop domain core.currency_code;
drop domain core.opening_floor;
drop domain core.balance;
drop domain core.amount;
