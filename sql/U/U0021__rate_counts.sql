-- Undoes  sql/V/V0021__rate_counts.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   The windows that run: each caller has the whole of a limit again.
-- Proof   Up, down, and up again leave the same catalog as a single up.

drop table procwright.rate_count;

drop domain procwright.rate_number;
drop domain procwright.rate_subject;
drop domain procwright.policy_name;
