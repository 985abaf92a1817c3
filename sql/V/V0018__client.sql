-- What   The schema of procedures that commit on a client's behalf.
-- Why    docs/adr/0018-locks-are-freed-before-the-flush.md
-- Locks  None: the schema is new.
-- Undo   sql/U/U0018__client.sql

-- A procedure that commits can't run as its owner, so it stands beside the door, not in it: it is
-- the caller's own transaction control around one call of a routine of api.

create schema client;

comment on schema client is
'Procedures that commit: each is one call of a routine of api, and when what is freed.';

grant usage on schema client to api_write;
