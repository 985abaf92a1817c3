-- Undoes  sql/V/V0022__key_rotation.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Labels of API keys, who issued them, and which replaced which. No key opens less or more.
-- Proof   Up, down, and up again leave the same catalog as a single up.

alter table procwright.api_key
drop column replaces,
drop column issued_by,
drop column label;

drop domain procwright.overlap;
drop domain procwright.label;
