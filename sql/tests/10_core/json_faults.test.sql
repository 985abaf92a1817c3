-- Beside another reader of schemas, with drawn ones: scripts/json_faults_test.py.

begin;
select plan(8);

create function pg_temp.faults(p_schema text, p_value text)
returns text[]
language sql
return array(
    select pointer || ' ' || keyword
    from core.json_faults(p_schema::jsonb, p_value::jsonb)
    order by pointer collate "C", keyword
);

-- Each keyword at its limit, and one beyond.
select is_empty(
    $$ select *
       from (values
           ('{"type": "null"}', 'null', '0'), ('{"type": "boolean"}', 'false', '"false"'),
           ('{"type": "object"}', '{}', '[]'), ('{"type": "array"}', '[]', '{}'),
           ('{"type": "number"}', '0.5', '"0.5"'), ('{"type": "string"}', '""', 'null'),
           ('{"type": "integer"}', '1', '1.5'), ('{"type": "integer"}', '1.0', '"1"'),
           ('{"type": ["integer", "null"]}', 'null', '0.1'),
           ('{"enum": [1, "a", {"b": [2]}]}', '{"b": [2.0]}', '{"b": [2, 2]}'),
           ('{"const": [1]}', '[1.0]', '1'), ('{"const": null}', 'null', 'false'),
           ('{"minLength": 2}', '"😀ü"', '"😀"'), ('{"maxLength": 2}', '"😀ü"', '"abc"'),
           ('{"pattern": "^[a-c]+$"}', '"abc"', '"abd"'), ('{"pattern": "b"}', '"abc"', '"ac"'),
           ('{"minimum": -1.5}', '-1.5', '-1.51'), ('{"maximum": 3}', '3.0', '3.01'),
           ('{"minItems": 1}', '[null]', '[]'), ('{"maxItems": 1}', '[null]', '[1, 2]')
       ) as asked (schema, fine, broken)
       where
           pg_temp.faults(schema, fine) <> '{}'
           or pg_temp.faults(schema, broken) <> array[
               ' ' || (select key from jsonb_object_keys(schema::jsonb) as key)
           ] $$,
    'lets pass what is at the limit, and names the keyword that one beyond it breaks'
);

select is_empty(
    $$ select keyword, value
       from jsonb_each('{
           "minLength": 9, "pattern": "x", "minimum": 9, "minItems": 9, "required": ["x"],
           "propertyNames": false, "items": false, "additionalProperties": false
       }') as rule (keyword, wanted)
       cross join unnest(array['null', 'true', '10', '"xxxxxxxxx"', '[]', '{"x": 1}'])
           as value
       where
           pg_temp.faults(jsonb_build_object(keyword, wanted)::text, value) <> '{}'
           and not (value = '[]' and keyword = 'minItems')
           and not (
               value = '{"x": 1}' and keyword in ('propertyNames', 'additionalProperties')
           ) $$,
    'asks nothing of a value of another type'
);

select is(
    pg_temp.faults(
        '{"required": ["a", "b/c", "d~e"]}', '{"a": null}'
    ),
    '{"/b~1c required","/d~0e required"}',
    'points at the places where something is missing'
);

select is(
    pg_temp.faults(
        '{
            "properties": {"a": {"type": "string"}, "b": true, "c": false},
            "additionalProperties": {"type": "number"}
        }',
        '{"a": 1, "b": 1, "c": 1, "d": "e", "f": 2}'
    ),
    '{"/a type","/c properties","/d type"}',
    'judges a property by its own schema, the others by the one of the rest'
);

select is(
    pg_temp.faults('{"additionalProperties": false, "properties": {"a": {}}}', '{"a": 1, "b": 1}'),
    '{"/b additionalProperties"}',
    'knows what may not be there'
);

select is(
    pg_temp.faults(
        '{"propertyNames": {"maxLength": 1, "pattern": "^[a-z]"}}', '{"a": 1, "bb": 1, "CC": 1}'
    ),
    '{"/CC propertyNames","/bb propertyNames"}',
    'tells of a name once, whatever it breaks'
);

select is(
    pg_temp.faults(
        '{"properties": {"a": {"items": {"items": {"maximum": 1}, "type": "array"}}}}',
        '{"a": [[1, 2], [], 3, [4]]}'
    ),
    '{"/a/0/1 maximum","/a/2 type","/a/3/0 maximum"}',
    'goes into lists of lists'
);

select is_empty(
    $$ select * from core.json_faults(null, '1')
       union all
       select * from core.json_faults('{}', null) $$,
    'finds nothing without a schema or a value'
);

select finish();
rollback;
