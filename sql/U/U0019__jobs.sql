-- Undoes  sql/V/V0019__jobs.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Nothing.
-- Proof   Up, down, and up again leave the same catalog as a single up.

revoke usage on schema api, core from monitor;
