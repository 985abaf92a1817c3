-- What   The table {{schema}}.{{name}}.
-- Why    The issue or decision that asks for it.
-- Locks  None: nobody uses it yet.
-- Undo   sql/U/U{{version}}__{{name}}.sql

create table {{schema}}.{{name}} (
    {{name}}_id uuid not null,
    recorded_at timestamptz not null default now(),
    constraint {{name}}_pkey primary key ({{name}}_id)
);

comment on table {{schema}}.{{name}} is 'What a row of it means.';
comment on column {{schema}}.{{name}}.recorded_at is 'When it was recorded.';
