begin;
select plan(9);

-- A schema of so many schemas within each other.
create function pg_temp.nested(p_depth integer)
returns jsonb
language sql
return (
    repeat('{"items": ', p_depth - 1) || '{}' || repeat('}', p_depth - 1)
)::jsonb;

select is_empty(
    $$ select * from core.json_schema_faults('{
           "$schema": "https://json-schema.org/draft/2020-12/schema",
           "title": "A client", "description": "Of the bank",
           "type": "object", "required": ["iban"], "additionalProperties": false,
           "propertyNames": {"pattern": "^[a-z]+$", "maxLength": 10},
           "properties": {
               "iban": {"type": "string", "minLength": 15, "maxLength": 34},
               "kind": {"enum": ["a", 1, null]}, "one": {"const": {"a": 1}},
               "share": {"type": ["number", "null"], "minimum": 0, "maximum": 0.5},
               "tags": {"type": "array", "items": true, "minItems": 0, "maxItems": 1000000}
           }
       }') $$,
    'finds nothing in a schema of every keyword that is judged'
);

select results_eq(
    $$ select pointer, keyword, reason
       from core.json_schema_faults('{
           "format": "date", "a/b": 1,
           "items": {"oneOf": []}, "additionalProperties": {"uniqueItems": true},
           "propertyNames": {"$ref": "#"}, "properties": {"c~d": {"if": true}}
       }')
       order by pointer collate "C" $$,
    $$ values
        ('/additionalProperties/uniqueItems', 'uniqueItems', 'unknown'),
        ('/a~1b', 'a/b', 'unknown'),
        ('/format', 'format', 'unknown'), ('/items/oneOf', 'oneOf', 'unknown'),
        ('/properties/c~0d/if', 'if', 'unknown'), ('/propertyNames/$ref', '$ref', 'unknown') $$,
    'finds each keyword that is not judged, wherever a schema may stand'
);

select is_empty(
    $$ select schema
       from unnest(array[
           '{"type": "text"}', '{"type": []}', '{"type": ["null", "null"]}', '{"type": 1}',
           '{"type": ["null", "text"]}', '{"enum": "a"}', '{"properties": []}',
           '{"required": "a"}', '{"required": [1]}', '{"required": ["a", "a"]}',
           '{"minLength": -1}', '{"minLength": 1.5}', '{"maxLength": "1"}',
           '{"maxLength": 1000001}', '{"minItems": null}', '{"maxItems": true}',
           '{"minimum": "0"}', '{"maximum": null}', '{"pattern": "a.c"}', '{"pattern": 1}',
           '{"title": 1}', '{"description": null}', '{"$schema": "other"}'
       ]::jsonb[]) as schema
       where (
           select array_agg(reason) from core.json_schema_faults(schema)
       ) is distinct from array['malformed'] $$,
    'finds each keyword whose argument says nothing'
);

select results_eq(
    $$ select pointer, keyword, reason
       from core.json_schema_faults('{"items": 1, "properties": {"a": null}}')
       order by pointer $$,
    $$ values ('/items', null::text, 'malformed'), ('/properties/a', null, 'malformed') $$,
    'finds what stands where a schema should'
);

select results_eq(
    $$ select pointer, keyword, reason
       from core.json_schema_faults('{"items": {"$schema":
           "https://json-schema.org/draft/2020-12/schema"}}') $$,
    $$ values ('/items/$schema', '$schema', 'malformed') $$,
    'knows $schema at the root alone'
);

select is_empty(
    $$ select * from core.json_schema_faults(pg_temp.nested(8)) $$,
    'takes eight schemas within each other'
);

select results_eq(
    $$ select pointer, keyword, reason from core.json_schema_faults(pg_temp.nested(9)) $$,
    $$ values (repeat('/items', 8), null::text, 'too deep') $$,
    'takes no ninth'
);

select is_empty(
    $$ select * from unnest(array['true', 'false', '{}', null]::jsonb[]) as schema,
           core.json_schema_faults(schema) $$,
    'finds nothing in what lets all or none pass, nor in no schema'
);

select is(
    (select array_agg(reason) from core.json_schema_faults('[]')), array['malformed'],
    'finds that a list is no schema'
);

select finish();
rollback;
