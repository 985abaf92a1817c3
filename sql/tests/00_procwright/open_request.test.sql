begin;
select plan(15);

-- What is said of a request, without the hash.
create function pg_temp.state_of(p_actor text, p_key text, variadic p_content text[])
returns text
language sql
return (select state from procwright.open_request(p_actor, p_key, p_content));

-- Keeps an answer of two rows, the second one without a value.
create function pg_temp.keep(p_actor text, p_key text, variadic p_content text[])
returns void
language plpgsql
as $body$
begin
    perform procwright.keep_answer(
        p_actor, p_key, opened.content_hash, '{"list": true}', '{{1},{NULL}}'
    )
    from procwright.open_request(p_actor, p_key, p_content) as opened;
end;
$body$;


-- 1 validate

select throws_ok(
    $$ select * from procwright.open_request(null, 'k', '{a}') $$,
    'PR002', 'A required value is missing.', 'refuses a request of nobody'
);

select is(
    fixture.facts_of($$ select * from procwright.open_request('a', null, '{a}') $$),
    '{"argument": "request_key"}'::jsonb, 'refuses a request without a key, and says so'
);

select is(
    fixture.facts_of($$ select * from procwright.open_request('a', 'k', null) $$),
    '{"argument": "content"}'::jsonb, 'refuses a request without content, and says so'
);

select throws_ok(
    $$ select * from procwright.open_request('a', '', '{a}') $$,
    '23514', 'value for domain procwright.request_key violates check constraint '
    '"request_key_has_length"', 'takes no empty key'
);

select throws_ok(
    $$ select * from procwright.open_request('a', repeat('k', 256), '{a}') $$,
    '23514', 'value for domain procwright.request_key violates check constraint '
    '"request_key_has_length"', 'takes no key of 256 characters'
);

select is(
    pg_temp.state_of('a', repeat('k', 255), 'a'), 'first', 'takes a key of 255 characters'
);


-- 3 replay

select is(pg_temp.state_of('a', 'k', 'put', '1'), 'first', 'says first of a new key');

select is(
    pg_temp.state_of('a', 'k', 'put', '1'), 'first',
    'says first again while there is no answer'
);

select pg_temp.keep('a', 'k', 'put', '1');

select results_eq(
    $$ select state, shape, lines, refusal
       from procwright.open_request('a', 'k', '{put,1}') $$,
    $$ values ('replayed', '{"list": true}'::jsonb, '{{1},{NULL}}'::text[], null::jsonb) $$,
    'gives the answer of then'
);

select results_eq(
    $$ select state, shape, lines, refusal
       from procwright.open_request('a', 'k', '{put,2}') $$,
    $$ values ('other content', null::jsonb, null::text[], null::jsonb) $$,
    'gives no answer to other content'
);

select is(
    pg_temp.state_of('a', 'k', 'put', null), 'other content', 'tells null from a value'
);

select is(pg_temp.state_of('b', 'k', 'put', '1'), 'first', 'says first to another actor');

select is(pg_temp.state_of('a', 'K', 'put', '1'), 'first', 'tells small letters from large ones');

select is(
    (
        select content_hash::bytea
        from procwright.open_request('a', 'k', '{put,1}')
    ),
    sha256('{put,1}'), 'knows content by its SHA-256'
);

select state from procwright.keep_refusal('a', 'no', '{put,1}', '{"code": "AP303"}');

select results_eq(
    $$ select state, shape, lines, refusal
       from procwright.open_request('a', 'no', '{put,1}') $$,
    $$ values ('replayed', null::jsonb, null::text[], '{"code": "AP303"}'::jsonb) $$,
    'gives the refusal of then'
);

select finish();
rollback;
