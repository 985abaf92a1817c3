-- What   The answers that are kept for requests with a key, and that writers may reach their door.
-- Why    docs/adr/0025-answers-are-kept-with-their-effect.md
-- Locks  None: every object is new.
-- Undo   sql/U/U0020__stored_answers.sql

-- A table of the harness: it stands in the same form in every project.

create domain procwright.request_key as text
constraint request_key_has_length check (length(value) between 1 and 255);

create domain procwright.content_hash as bytea
constraint content_hash_has_length check (length(value) = 32);

comment on domain procwright.request_key is 'What a client calls a request by, to repeat it.';
comment on domain procwright.content_hash is 'SHA-256 of a routine and the arguments it got.';


create table procwright.stored_answer (
    actor procwright.actor not null,
    request_key procwright.request_key not null,
    content_hash procwright.content_hash not null,
    shape jsonb,
    lines text[],
    refusal jsonb,
    stored_at timestamptz not null,
    constraint stored_answer_pkey primary key (actor, request_key),
    constraint stored_answer_content_check check (num_nonnulls(shape, refusal) = 1),
    constraint stored_answer_lines_check check (lines is null or shape is not null)
);

create index stored_answer_stored_at_idx on procwright.stored_answer (stored_at);

comment on table procwright.stored_answer is
'What a request with a key was answered, kept with its effect. One actor''s key is not another''s.';
comment on column procwright.stored_answer.shape is
'How the service writes the lines: keys and forms. Null: the answer is a refusal.';
comment on column procwright.stored_answer.lines is
'The rows, each value as the text of its type, so that none is rounded. Null: there was no row.';
comment on column procwright.stored_answer.refusal is
'The refusal that the routine raised. Null: it raised none; one that it returned is a line.';


-- A writer opens a request, and keeps its answer, in the statement that has the effect.
grant usage on schema procwright to api_write;
