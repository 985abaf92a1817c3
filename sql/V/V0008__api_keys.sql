-- What   The keys that let a client of the service in, and the domains of their parts.
-- Why    docs/adr/0007-roles-and-doors.md
-- Locks  None: every object is new.
-- Undo   sql/U/U0008__api_keys.sql

-- A table of the harness: it stands in the same form in every project.

create domain procwright.key_id as text
constraint key_id_is_hex check (value ~ '^[0-9a-f]{12}$');

create domain procwright.key_hash as bytea
constraint key_hash_has_length check (length(value) = 32);

create domain procwright.actor as text
constraint actor_has_length check (length(value) between 1 and 140);

comment on domain procwright.key_id is 'The part of an API key that names it. It is no secret.';
comment on domain procwright.key_hash is 'SHA-256 of the secret part of an API key.';
comment on domain procwright.actor is 'Who asks with a key.';


create table procwright.api_key (
    key_id procwright.key_id not null,
    key_hash procwright.key_hash not null,
    actor procwright.actor not null,
    scopes text[] not null,
    issued_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    constraint api_key_pkey primary key (key_id),
    constraint api_key_scopes_check check (array_position(scopes, null) is null)
);

comment on table procwright.api_key is
'Who may call what. The secret, 256 random bits, is not stored: a plain SHA-256 of it is enough.';
comment on column procwright.api_key.scopes is 'What the key may do: the words after @scope.';
comment on column procwright.api_key.expires_at is 'From when it is refused. Null: never.';
comment on column procwright.api_key.revoked_at is 'Since when it is refused. Null: it is not.';
