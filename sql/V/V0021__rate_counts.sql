-- What   How much of each rate limit has been handed out, in the window that runs.
-- Why    docs/adr/0029-rate-limits-are-leased.md
-- Locks  None: every object is new.
-- Undo   sql/U/U0021__rate_counts.sql

-- A table of the harness: it stands in the same form in every project.

create domain procwright.policy_name as text
constraint policy_name_is_a_word check (value ~ '^[a-z_]{1,60}$');

create domain procwright.rate_subject as text
constraint rate_subject_has_length check (length(value) between 1 and 300);

create domain procwright.rate_number as integer
constraint rate_number_is_positive check (value > 0);

comment on domain procwright.policy_name is 'What a rate limit is called: the first word of @rate.';
comment on domain procwright.rate_subject is 'Whose requests are counted together.';
comment on domain procwright.rate_number is 'So many requests, or so many milliseconds.';


-- It survives no crash, and no failover: then every window begins anew, which harms nobody. In turn
-- a lease waits for no flush.
create unlogged table procwright.rate_count (
    policy_name procwright.policy_name not null,
    subject procwright.rate_subject not null,
    ends_at timestamptz not null,
    taken integer not null,
    constraint rate_count_pkey primary key (policy_name, subject),
    constraint rate_count_taken_check check (taken >= 0)
)
with (fillfactor = 50);

comment on table procwright.rate_count is
'The window that runs for a subject, and how many requests of it were handed out.';
comment on column procwright.rate_count.ends_at is
'A window begins with the first request behind the last one, so that not all end at once.';

create index rate_count_ends_at_idx on procwright.rate_count (ends_at);
