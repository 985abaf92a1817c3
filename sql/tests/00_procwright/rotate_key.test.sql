begin;
select plan(18);

-- What varies is said, the rest stays.
create function pg_temp.rotate(
    p_key_id procwright.key_id default '00000000000a',
    p_new_key_id procwright.key_id default '00000000000b',
    p_new_hash procwright.key_hash default sha256('new'),
    p_overlap procwright.overlap default '1 day',
    p_expires_at timestamptz default null
)
returns table (key_id text, expires_at timestamptz, old_expires_at timestamptz, replayed boolean)
language sql
as $body$
    select key_id, expires_at, old_expires_at, replayed
    from procwright.rotate_key(p_key_id, p_new_key_id, p_new_hash, p_overlap, p_expires_at);
$body$;

select procwright.issue_key(
    '00000000000a', sha256('old'), 'user:7', '{account:read}', p_label => 'desk'
);
select procwright.issue_key('0000000000e0', sha256('e0'), 'user:9', '{}', now());
select procwright.issue_key('0000000000e1', sha256('e1'), 'user:9', '{}');
select procwright.revoke_key('0000000000e1');
select procwright.issue_key(
    '0000000000e2', sha256('e2'), 'user:9', '{}', now() + interval '1 hour'
);


-- 1 validate

select throws_ok(
    $$ select * from pg_temp.rotate(p_key_id => null) $$,
    'PR002', 'A required value is missing.',
    'refuses null'
);

select is(
    fixture.facts_of($$ select * from pg_temp.rotate(p_key_id => null) $$),
    '{"argument": "key_id"}'::jsonb,
    'says that the key_id is missing'
);

select is(
    fixture.facts_of($$ select * from pg_temp.rotate(p_new_key_id => null) $$),
    '{"argument": "new_key_id"}'::jsonb,
    'says that the new_key_id is missing'
);

select is(
    fixture.facts_of($$ select * from pg_temp.rotate(p_new_hash => null) $$),
    '{"argument": "new_hash"}'::jsonb,
    'says that the new_hash is missing'
);

select is(
    fixture.facts_of($$ select * from pg_temp.rotate(p_overlap => null) $$),
    '{"argument": "overlap"}'::jsonb,
    'says that the overlap is missing'
);

select lives_ok(
    $$ select '90 days'::procwright.overlap $$, 'lets two keys overlap for 90 days'
);

select throws_ok(
    $$ select * from pg_temp.rotate(p_overlap => '90 days 1 second') $$,
    '23514', 'value for domain procwright.overlap violates check constraint "overlap_is_in_range"',
    'takes no longer overlap'
);


-- 4 judge

select throws_ok(
    $$ select * from pg_temp.rotate('0000000000ff') $$,
    'PR101', 'There is no such API key.',
    'refuses a key that is not there'
);

select throws_ok(
    $$ select * from pg_temp.rotate('0000000000e0') $$,
    'PR211', 'The API key opens nothing any more.',
    'refuses a key that has expired'
);

select throws_ok(
    $$ select * from pg_temp.rotate('0000000000e1') $$,
    'PR211', 'The API key opens nothing any more.',
    'refuses a key that was revoked'
);

select throws_ok(
    $$ select * from pg_temp.rotate(p_new_key_id => '0000000000e2') $$,
    'PR201', 'The key id already belongs to another API key.',
    'refuses the id of another key for the new one'
);


-- 5 write

select results_eq(
    $$ select * from pg_temp.rotate(p_expires_at => now() + interval '1 year') $$,
    $$ values ('00000000000b', now() + interval '1 year', now() + interval '1 day', false) $$,
    'gives the new key its end, and the old one the end of the overlap'
);

select results_eq(
    $$ select actor::text, scopes, label::text, issued_by, replaces::text
       from procwright.api_key
       where key_id = '00000000000b' $$,
    $$ values (
           'user:7', array['account:read'], 'desk', session_user::text collate "default",
           '00000000000a'
       ) $$,
    'lets the new key do the same, under the same name'
);

select results_eq(
    $$ select actor::text from procwright.find_key('00000000000a', sha256('old'))
       union all
       select actor::text from procwright.find_key('00000000000b', sha256('new')) $$,
    $$ values ('user:7'), ('user:7') $$,
    'lets both open while they overlap'
);

select results_eq(
    $$ select old_expires_at from pg_temp.rotate('0000000000e2', '0000000000e3') $$,
    $$ values (now() + interval '1 hour') $$,
    'never lets the old key live longer than it would have'
);


-- 3 replay

select results_eq(
    $$ select * from pg_temp.rotate(p_overlap => '2 days') $$,
    $$ values ('00000000000b', now() + interval '1 year', now() + interval '1 day', true) $$,
    'answers a repetition as the first time'
);

select throws_ok(
    $$ select * from pg_temp.rotate(p_new_key_id => '00000000000c') $$,
    'PR212', 'Another API key has taken the place of this one.',
    'refuses a second successor'
);

select is(
    fixture.facts_of($$ select * from pg_temp.rotate(p_new_key_id => '00000000000c') $$),
    '{"argument": "key_id", "key_id": "00000000000a", "replaced_by": "00000000000b"}'::jsonb,
    'says which key that is'
);

select finish();
rollback;
