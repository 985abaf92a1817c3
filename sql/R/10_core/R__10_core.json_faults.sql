-- It judges the keywords of core.json_schema_faults, which has passed the schema before: here an
-- unknown one is none. It calls itself once a value that has a schema of its own, so its depth is
-- the schema's, and a value that nothing is said of costs nothing.

create or replace function core.json_faults(
    p_schema jsonb,
    p_value jsonb,
    p_pointer text default ''
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
declare
    v_type constant text := jsonb_typeof(p_value);
    v_text constant text := case v_type when 'string' then p_value #>> '{}' end;
    v_number constant numeric := case v_type when 'number' then p_value::numeric end;
    v_items constant integer := case v_type when 'array' then jsonb_array_length(p_value) end;
    v_names constant jsonb := p_schema -> 'propertyNames';
    v_members constant jsonb := case v_type when 'object' then p_value end;
begin
    -- Of another type, these are null, and so is what is compared with them: no fault.
    return query
    select
        p_pointer as pointer,
        rule.keyword
    from jsonb_each(p_schema) as rule (keyword, wanted)
    where
        case rule.keyword
            when 'type' then
                not (
                    rule.wanted @> to_jsonb(v_type)
                    or (rule.wanted @> '"integer"' and coalesce(v_number % 1 = 0, false))
                )
            when 'enum' then
                not exists (
                    select from jsonb_array_elements(rule.wanted) as one where one = p_value
                )
            when 'const' then rule.wanted <> p_value
            when 'minLength' then length(v_text) < rule.wanted::numeric
            when 'maxLength' then length(v_text) > rule.wanted::numeric
            when 'pattern' then v_text !~ (rule.wanted #>> '{}')
            when 'minimum' then v_number < rule.wanted::numeric
            when 'maximum' then v_number > rule.wanted::numeric
            when 'minItems' then v_items < rule.wanted::numeric
            when 'maxItems' then v_items > rule.wanted::numeric
        end;

    return query
    select
        p_pointer || '/' || core.pointer_step(name) as pointer,
        'required' as keyword
    from jsonb_array_elements_text(p_schema -> 'required') as name
    where not v_members ? name
    union all
    select
        p_pointer || '/' || core.pointer_step(name) as pointer,
        'propertyNames' as keyword
    from jsonb_object_keys(v_members) as name
    where
        v_names = 'false'
        or exists (
            select
            from core.json_faults(
                case jsonb_typeof(v_names) when 'object' then v_names end, to_jsonb(name)
            )
        );

    return query
    select
        fault.pointer,
        fault.keyword
    from (
        select
            core.pointer_step(member.key) as step,
            member.value,
            coalesce(
                p_schema -> 'properties' -> member.key, p_schema -> 'additionalProperties'
            ) as child,
            case
                when p_schema -> 'properties' ? member.key then 'properties'
                else 'additionalProperties'
            end as keyword
        from jsonb_each(v_members) as member
        union all
        select
            (item.place - 1)::text as step,
            item.value,
            p_schema -> 'items' as child,
            'items' as keyword
        from jsonb_array_elements(case v_type when 'array' then p_value end)
            with ordinality as item (value, place)
    ) as part
    cross join lateral (
        select
            p_pointer || '/' || part.step as pointer,
            part.keyword
        where part.child = 'false'
        union all
        select
            below.pointer,
            below.keyword
        from core.json_faults(
            case jsonb_typeof(part.child) when 'object' then part.child end,
            part.value,
            p_pointer || '/' || part.step
        ) as below
    ) as fault
    where part.child <> 'true';
end;
$body$;

comment on function core.json_faults is
'What makes a value break a JSON Schema: a pointer to the value, and the keyword that it breaks. A
property that is missing is pointed at too, by the place where it would be (required); so is a name
that may not be (propertyNames). No row: the value is valid.';

revoke all on function core.json_faults from public;
grant execute on function core.json_faults to report_read;
