begin;
select plan(6);

select is(
    fixture.facts_of($$ select * from procwright.keep_refusal('a', 'k', '{put}', null) $$),
    '{"argument": "refusal"}'::jsonb, 'refuses to keep none'
);

select throws_ok(
    $$ select * from procwright.keep_refusal('a', null, '{put}', '{}') $$,
    'PR002', 'A required value is missing.', 'refuses to keep one of no request'
);

select results_eq(
    $$ select state, shape, lines, refusal
       from procwright.keep_refusal('a', 'k', '{put}', '{"code": "AP102"}') $$,
    $$ values ('first', null::jsonb, null::text[], '{"code": "AP102"}'::jsonb) $$,
    'keeps the refusal of a request that has no answer, and gives it back'
);

select results_eq(
    $$ select state, shape, lines, refusal
       from procwright.keep_refusal('a', 'k', '{put}', '{"code": "AP405"}') $$,
    $$ values ('replayed', null::jsonb, null::text[], '{"code": "AP102"}'::jsonb) $$,
    'gives the answer of another try, which stays'
);

select results_eq(
    $$ select state, refusal
       from procwright.keep_refusal('a', 'k', '{get}', '{"code": "AP405"}') $$,
    $$ values ('other content', null::jsonb) $$,
    'keeps none where the key was used for another request meanwhile'
);

select results_eq(
    $$ select actor::text, request_key::text, content_hash::bytea, refusal
       from procwright.stored_answer $$,
    $$ values ('a', 'k', sha256('{put}'), '{"code": "AP102"}'::jsonb) $$,
    'has kept the first one alone'
);

select finish();
rollback;
