-- Undoes  sql/V/V0018__client.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Nothing: the schema is empty by now.
-- Proof   Up, down, and up again leave the same catalog as a single up.

drop schema client;
