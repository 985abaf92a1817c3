-- The subset of JSON Schema 2020-12 that core.json_faults judges: type, enum, const, properties,
-- required, additionalProperties, propertyNames, items, minLength, maxLength, pattern, minimum,
-- maximum, minItems, maxItems; title, description and $schema say nothing of a value. Whatever
-- else stands in a schema is a fault of it: a keyword that is not judged would promise a check
-- that nobody makes.

create or replace function core.json_schema_faults(
    p_schema jsonb,
    p_pointer text default '',
    p_depth integer default 1
)
returns table (
    pointer text,
    keyword text,
    reason text
)
language plpgsql
immutable
parallel safe
strict
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_most constant integer := 8; -- schemas within schemas
    v_longest constant integer := 1000000; -- of a text or an array
    v_types constant jsonb :=
        jsonb '["null", "boolean", "object", "array", "number", "string", "integer"]';
    v_draft constant text := 'https://json-schema.org/draft/2020-12/schema';
    v_schema constant jsonb := case jsonb_typeof(p_schema) when 'object' then p_schema end;
begin
    if jsonb_typeof(p_schema) not in ('object', 'boolean') then
        return query select p_pointer, null::text, 'malformed';
        return;
    end if;

    if p_depth > v_most then
        return query select p_pointer, null::text, 'too deep';
        return;
    end if;

    return query
    select
        p_pointer || '/' || core.pointer_step(rule.keyword) as pointer,
        rule.keyword,
        case when found.is_fine is null then 'unknown' else 'malformed' end as reason
    from jsonb_each(v_schema) as rule (keyword, wanted)
    cross join lateral (
        select
            count(*) = count(distinct one) as is_unique,
            coalesce(bool_and(jsonb_typeof(one) = 'string'), true) as is_text
        from jsonb_array_elements(
            case jsonb_typeof(rule.wanted) when 'array' then rule.wanted end
        ) as one
    ) as listed
    cross join lateral (
        select case
            when rule.keyword in ('const', 'additionalProperties', 'propertyNames', 'items') then
                true
            when rule.keyword in ('title', 'description') then
                jsonb_typeof(rule.wanted) = 'string'
            when rule.keyword = '$schema' then
                p_depth = 1 and rule.wanted = to_jsonb(v_draft)
            when rule.keyword = 'type' then
                jsonb_typeof(rule.wanted) in ('string', 'array')
                and rule.wanted <> '[]'
                and v_types @> rule.wanted
                and listed.is_unique
            when rule.keyword = 'enum' then
                jsonb_typeof(rule.wanted) = 'array'
            when rule.keyword = 'required' then
                jsonb_typeof(rule.wanted) = 'array'
                and listed.is_unique
                and listed.is_text
            when rule.keyword = 'properties' then
                jsonb_typeof(rule.wanted) = 'object'
            when rule.keyword in ('minimum', 'maximum') then
                jsonb_typeof(rule.wanted) = 'number'
            when rule.keyword in ('minLength', 'maxLength', 'minItems', 'maxItems') then
                case jsonb_typeof(rule.wanted)
                    when 'number' then
                        rule.wanted::numeric between 0 and v_longest
                        and rule.wanted::numeric % 1 = 0
                    else false
                end
            when rule.keyword = 'pattern' then
                jsonb_typeof(rule.wanted) = 'string'
                and core.is_portable_pattern(rule.wanted #>> '{}')
        end as is_fine
    ) as found
    where found.is_fine is not true;

    return query
    select
        fault.pointer,
        fault.keyword,
        fault.reason
    from (
        select
            '/' || key as place,
            value as child
        from jsonb_each(v_schema)
        where key in ('additionalProperties', 'propertyNames', 'items')
        union all
        select
            '/properties/' || core.pointer_step(key) as place,
            value as child
        from jsonb_each(
            case jsonb_typeof(v_schema -> 'properties')
                when 'object' then v_schema -> 'properties'
            end
        )
    ) as part
    cross join lateral core.json_schema_faults(
        part.child, p_pointer || part.place, p_depth + 1
    ) as fault;
end;
$body$;

comment on function core.json_schema_faults is
'What makes a JSON Schema one that core.json_faults can''t judge: the place in the schema, the
keyword (null: the whole place), and why: unknown, malformed, too deep. No row: it can be judged.';

revoke all on function core.json_schema_faults from public;
grant execute on function core.json_schema_faults to report_read;
