-- What   What an API key is called, who issued it, and which key it takes the place of.
-- Why    docs/adr/0030-who-asks.md
-- Locks  procwright.api_key, for an instant: three columns without default, one index of few rows.
-- Undo   sql/U/U0022__key_rotation.sql

create domain procwright.label as text
constraint label_has_length check (length(value) between 1 and 140);

comment on domain procwright.label is 'What people call a thing of the harness.';

create domain procwright.overlap as interval
constraint overlap_is_in_range check (value between interval '0' and interval '90 days');

comment on domain procwright.overlap is 'How long two keys open the same door.';

alter table procwright.api_key
add column label procwright.label,
add column issued_by text,
add column replaces procwright.key_id,
add constraint api_key_replaces_key unique (replaces),
add constraint api_key_replaces_fkey foreign key (replaces) references procwright.api_key (key_id);

comment on column procwright.api_key.label is 'What people know it by. Null: it has no name.';
comment on column procwright.api_key.issued_by is
'The login that issued it. Null: before there was this column.';
comment on column procwright.api_key.replaces is 'The key whose place it takes. Null: none.';
