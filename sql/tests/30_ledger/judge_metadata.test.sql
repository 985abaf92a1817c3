begin;
select plan(7);

select fixture.book(1);
select fixture.book(2);
select api.set_metadata_schema(
    fixture.id(1), 'asset',
    '{"required": ["a"], "additionalProperties": {"type": "string", "maxLength": 1}}'
);

select is_empty(
    $$ select metadata
       from unnest(array['{"a": "b"}', '{"a": "", "c": "d"}']::jsonb[]) as metadata
       where ledger.judge_metadata(fixture.id(1), 'asset', metadata) is null $$,
    'lets pass what fits'
);

select throws_ok(
    $$ select ledger.judge_metadata(fixture.id(1), 'asset', '{"a": "bb"}') $$,
    'LG009', 'The metadata doesn''t fit the schema of its kind.',
    'refuses what does not fit'
);

select is(
    fixture.facts_of($$
        select ledger.judge_metadata(fixture.id(1), 'asset', '{"b": 1, "c": "dd"}')
    $$),
    '{"argument": "metadata", "kind": "asset", "faults": [
        {"pointer": "/a", "keyword": "required"}, {"pointer": "/b", "keyword": "type"},
        {"pointer": "/c", "keyword": "maxLength"}
    ]}',
    'names each place and what it breaks, in order'
);

select is(
    fixture.facts_of($$ select ledger.judge_metadata(fixture.id(1), 'asset', null) $$) -> 'faults',
    '[{"pointer": "/a", "keyword": "required"}]',
    'takes none for an empty object'
);

select is(
    jsonb_array_length(fixture.facts_of($$
        select ledger.judge_metadata(fixture.id(1), 'asset', (
            select jsonb_object_agg(n, n) from generate_series(1, 50) as n
        ))
    $$) -> 'faults'),
    20,
    'names twenty at most'
);

select lives_ok(
    $$ select ledger.judge_metadata(fixture.id(1), 'liability', '{"b": 1}') $$,
    'lets any pass in a kind that has no schema'
);

select lives_ok(
    $$ select ledger.judge_metadata(fixture.id(2), 'asset', '{"b": 1}') $$,
    'lets any pass in another book'
);

select finish();
rollback;
