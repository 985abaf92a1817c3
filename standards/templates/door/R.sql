create or replace function {{schema}}.{{name}}(p_value text)
returns table (answer text)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    -- 4 judge: who may see it

    return query
    select p_value;
end;
$body$;

comment on function {{schema}}.{{name}} is $contract$
What it answers, in one sentence.

@http       GET /v1/{{path}}/{value}
@scope      {{path}}:read
@timeout    2s
@single
$contract$;

revoke all on function {{schema}}.{{name}} from public;
