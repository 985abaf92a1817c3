-- What   The monitor may ask how far ahead the months of the journal reach.
-- Why    docs/adr/0020-jobs-are-a-script-with-a-lock.md
-- Locks  None that anybody waits for.
-- Undo   sql/U/U0019__jobs.sql

grant usage on schema api, core to monitor;
