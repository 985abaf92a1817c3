begin;
select plan(8);

-- The hash of some content.
create function pg_temp.hash()
returns procwright.content_hash
language sql
return sha256('{put,1}');


-- 1 validate

select is(
    fixture.facts_of($$ select procwright.keep_answer(null, 'k', pg_temp.hash(), '{}', '{}') $$),
    '{"argument": "actor"}'::jsonb, 'refuses an answer to nobody'
);

select is(
    fixture.facts_of($$ select procwright.keep_answer('a', null, pg_temp.hash(), '{}', '{}') $$),
    '{"argument": "request_key"}'::jsonb, 'refuses an answer to no request'
);

select is(
    fixture.facts_of($$ select procwright.keep_answer('a', 'k', null, '{}', '{}') $$),
    '{"argument": "content_hash"}'::jsonb, 'refuses an answer to no content'
);

select is(
    fixture.facts_of($$ select procwright.keep_answer('a', 'k', pg_temp.hash(), null, '{}') $$),
    '{"argument": "shape"}'::jsonb, 'refuses an answer without a shape'
);


-- 5 write

select is(
    procwright.keep_answer('a', 'k', pg_temp.hash(), '{}', '{{9007199254740993,NULL}}'),
    '{{9007199254740993,NULL}}'::text[], 'gives back what it keeps'
);

select is(
    procwright.keep_answer('a', 'none', pg_temp.hash(), '{}', null), null,
    'keeps that there was no row'
);

select throws_ok(
    $$ select procwright.keep_answer('a', 'k', pg_temp.hash(), '{}', '{}') $$,
    'PR202', 'The request has an answer already.',
    'keeps no second answer, so that no second effect stays'
);


-- What must hold whatever happened

select results_eq(
    $$ select actor::text, request_key::text, content_hash, shape, lines, refusal, stored_at = now()
       from procwright.stored_answer
       order by actor, request_key $$,
    $$ values
        (
            'a', 'k', pg_temp.hash(), '{}'::jsonb, '{{9007199254740993,NULL}}'::text[],
            null::jsonb, true
        ),
        ('a', 'none', pg_temp.hash(), '{}'::jsonb, null::text[], null::jsonb, true) $$,
    'keeps each answer once, as it was'
);

select finish();
rollback;
