-- What     The old items are gone.
-- Contract: not read since 2026-08-01, kept in the backup of that day
drop table app.old_item;
drop schema old;
