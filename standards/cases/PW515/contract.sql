-- What      Items have no note.
-- Contract  no query of the last 30 days names it: docs/adr/0040-notes-go.md
-- Locks     app.item, for a moment.
alter table app.item drop column note;
