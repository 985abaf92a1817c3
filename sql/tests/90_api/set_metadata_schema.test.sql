begin;
select plan(18);

select fixture.account(11);
select fixture.account(12);
select fixture.account(13);
select fixture.account(11, p_book => 2);
select fixture.book(3, p_actor => 'user:8');
select api.set_account_metadata(fixture.id(1), fixture.id(11), '{"owner": "me"}');
select api.set_account_metadata(fixture.id(1), fixture.id(12), '{"owner": 5}');
select api.set_account_metadata(fixture.id(2), fixture.id(11), '{"owner": false}');

create function pg_temp.set_schema(
    p_schema jsonb,
    p_kind text default 'liability',
    p_book integer default 1
)
returns table (kind text, schema jsonb, replayed boolean)
language sql
begin atomic
    select
        kind,
        schema,
        replayed
    from api.set_metadata_schema(
        fixture.id(p_book), p_kind, p_schema, 'user:7', repeat('a', 32)
    );
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format('select api.set_metadata_schema(%L, %L)', book_id, kind))
       from (values (null, 'asset'), (fixture.id(1), null)) as asked (book_id, kind) $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "kind"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select pg_temp.set_schema('{}', null) $$,
    'LG002', 'A required value is missing.', 'refuses a schema of no kind'
);

select throws_ok(
    $$ select pg_temp.set_schema('true') $$,
    '23514',
    'value for domain core.metadata_schema violates check constraint "metadata_schema_is_object"',
    'leaves a schema that is no object to the domain'
);

select throws_ok(
    $$ select pg_temp.set_schema(jsonb_build_object('title', repeat('a', 16384 - 12))) $$,
    '23514',
    'value for domain core.metadata_schema violates check constraint "metadata_schema_has_size"',
    'leaves a schema of 16385 bytes to the domain'
);

select throws_ok(
    $$ select pg_temp.set_schema('{"format": "date"}') $$,
    'LG008', 'The schema holds what can''t be judged.', 'refuses a keyword that is not judged'
);

select is(
    fixture.facts_of($$
        select pg_temp.set_schema('{"properties": {"a": {"oneOf": [], "type": "text"}}}')
    $$),
    '{"argument": "schema", "faults": [
        {"pointer": "/properties/a/oneOf", "keyword": "oneOf", "reason": "unknown"},
        {"pointer": "/properties/a/type", "keyword": "type", "reason": "malformed"}
    ]}',
    'names each, and why'
);

select is(
    jsonb_array_length(fixture.facts_of($$
        select pg_temp.set_schema((
            select jsonb_object_agg('k' || n, n) from generate_series(1, 50) as n
        ))
    $$) -> 'faults'),
    20,
    'names twenty at most'
);


-- 4 judge

select throws_ok(
    $$ select pg_temp.set_schema('{}', p_book => 3) $$,
    'LG102', 'There is no such book.', 'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.set_schema('{"properties": {"owner": {"type": "string"}}}') $$,
    'LG210', 'There is metadata that would not fit the schema.',
    'refuses a schema that metadata of an account breaks'
);

select is(
    fixture.facts_of($$ select pg_temp.set_schema('{"properties": {"owner": false}}') $$),
    jsonb_build_object('argument', 'schema', 'accounts', '2', 'account_id', fixture.id(11)),
    'says how many accounts, and the first'
);

select is_empty(
    $$ select from ledger.metadata_schema
       union all
       select from audit.event where topic = 'metadata_schema.set' $$,
    'has left nothing so far'
);


-- 5 write

select results_eq(
    $$ select answer.*
       from (values
           ('liability', '{"required": ["owner"]}'),
           ('asset', '{"properties": {"owner": {"type": "string"}}}')
       ) as asked (kind, schema),
       pg_temp.set_schema(schema::jsonb, kind) as answer $$,
    $$ values
        ('liability', '{"required": ["owner"]}'::jsonb, false),
        ('asset', '{"properties": {"owner": {"type": "string"}}}', false) $$,
    'sets one where what is there fits: what was given none, and other kinds, break nothing'
);

select throws_ok(
    $$ select api.set_account_metadata(fixture.id(1), fixture.id(13), '{}') $$,
    'LG009', null, 'binds what comes'
);

select is(
    (
        select octet_length(schema::text)
        from pg_temp.set_schema(jsonb_build_object('title', repeat('a', 16384 - 13)), 'equity')
    ),
    16384,
    'takes a schema of 16384 bytes'
);


-- 3 replay

select results_eq(
    $$ select answer.*
       from unnest(array['{"required": ["owner"]}', null, null]::jsonb[]) as schema,
           pg_temp.set_schema(schema) as answer $$,
    $$ values
        ('liability', '{"required": ["owner"]}'::jsonb, true), ('liability', null, false),
        ('liability', null, true) $$,
    'answers that it is so already, and takes it away once'
);

select lives_ok(
    $$ select api.set_account_metadata(fixture.id(1), fixture.id(13), '{}') $$,
    'takes any metadata again'
);


-- 6 record

select results_eq(
    $$ select payload, recorded_by::text, trace::text
       from audit.event where topic = 'metadata_schema.set' and subject = 'liability'
       order by payload ->> 'schema' nulls last $$,
    $$ values
        ('{"schema": {"required": ["owner"]}}'::jsonb, 'user:7', repeat('a', 32)),
        ('{"schema": null}', 'user:7', repeat('a', 32)) $$,
    'leaves one event a change'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
