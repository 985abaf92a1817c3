-- Why it is shaped so, where a reader would wonder.

create or replace function {{schema}}.{{name}}(p_value text)
returns text
language sql
immutable
parallel safe
return p_value;

comment on function {{schema}}.{{name}} is 'What it answers, in one sentence.';

revoke all on function {{schema}}.{{name}} from public;
