drop function if exists core.json_faults(jsonb, jsonb, text);

-- It judges the keywords of core.json_schema_faults, which has passed the schema before: here an
-- unknown one is none. One statement for all of a value: a call of itself for each part took four
-- times as long (50,000 objects of five parts). A part that no schema speaks of isn't looked at.

create or replace function core.json_faults(
    p_schema jsonb,
    p_value jsonb
)
returns table (
    pointer text,
    keyword text
)
language plpgsql
immutable
parallel safe
strict
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    return query
    with recursive part as (
        select
            p_schema as rules,
            p_value as value,
            '' as pointer,
            '' as via
        union all
        select
            child.rules,
            child.value,
            part.pointer || '/' || core.pointer_step(child.key) as pointer,
            child.via
        from part
        cross join lateral (
            select
                coalesce(
                    part.rules -> 'properties' -> member.key, part.rules -> 'additionalProperties'
                ) as rules,
                member.value,
                member.key,
                case
                    when part.rules -> 'properties' ? member.key then 'properties'
                    else 'additionalProperties'
                end as via
            from jsonb_each(
                case jsonb_typeof(part.value) when 'object' then part.value end
            ) as member
            union all
            select
                part.rules -> 'propertyNames' as rules,
                to_jsonb(name) as value,
                name as key,
                'propertyNames' as via
            from jsonb_object_keys(
                case jsonb_typeof(part.value) when 'object' then part.value end
            ) as name
            union all
            select
                part.rules -> 'items' as rules,
                item.value,
                (item.place - 1)::text as key,
                'items' as via
            from jsonb_array_elements(
                case jsonb_typeof(part.value) when 'array' then part.value end
            ) with ordinality as item (value, place)
        ) as child
        where child.rules <> 'true' -- nor is it null then
    )

    select distinct -- of a name, one fault is told
        fault.pointer,
        case when part.via = 'propertyNames' then part.via else fault.keyword end as keyword
    from part
    cross join lateral (
        select
            jsonb_typeof(part.value) as type,
            case jsonb_typeof(part.value) when 'string' then part.value #>> '{}' end as text,
            case jsonb_typeof(part.value) when 'number' then part.value::numeric end as number,
            case jsonb_typeof(part.value)
                when 'array' then jsonb_array_length(part.value)
            end as items
    ) as seen
    cross join lateral (
        -- Of another type, what is seen is null, and so is what is compared with it: no fault.
        select
            part.pointer,
            rule.keyword
        from jsonb_each(
            case jsonb_typeof(part.rules) when 'object' then part.rules end
        ) as rule (keyword, wanted)
        where
            case rule.keyword
                when 'type' then
                    not (
                        rule.wanted @> to_jsonb(seen.type)
                        or (rule.wanted @> '"integer"' and coalesce(seen.number % 1 = 0, false))
                    )
                when 'enum' then
                    not exists (
                        select from jsonb_array_elements(rule.wanted) as one where one = part.value
                    )
                when 'const' then rule.wanted <> part.value
                when 'minLength' then length(seen.text) < rule.wanted::numeric
                when 'maxLength' then length(seen.text) > rule.wanted::numeric
                when 'pattern' then seen.text !~ (rule.wanted #>> '{}')
                when 'minimum' then seen.number < rule.wanted::numeric
                when 'maximum' then seen.number > rule.wanted::numeric
                when 'minItems' then seen.items < rule.wanted::numeric
                when 'maxItems' then seen.items > rule.wanted::numeric
            end
        union all
        select
            part.pointer || '/' || core.pointer_step(name) as pointer,
            'required' as keyword
        from jsonb_array_elements_text(part.rules -> 'required') as name
        where
            seen.type = 'object'
            and not part.value ? name
        union all
        select
            part.pointer,
            part.via as keyword
        where part.rules = 'false'
    ) as fault;
end;
$body$;

comment on function core.json_faults is
'What makes a value break a JSON Schema: a pointer to the value, and the keyword that it breaks. A
property that is missing is pointed at too, by the place where it would be (required); so is a name
that may not be (propertyNames). No row: the value is valid.';

revoke all on function core.json_faults from public;
grant execute on function core.json_faults to report_read;
