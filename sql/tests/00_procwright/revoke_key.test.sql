begin;
select plan(6);

select procwright.issue_key('00000000000a', sha256('secret'), 'user:7', '{}');

select throws_ok(
    $$ select procwright.revoke_key(null) $$,
    'PR002', 'A required value is missing.',
    'refuses null'
);

select throws_ok(
    $$ select procwright.revoke_key('00000000000b') $$,
    'PR101', 'There is no such API key.',
    'refuses a key that is not there'
);

select is(
    fixture.facts_of($$ select procwright.revoke_key('00000000000b') $$),
    '{"argument": "key_id", "key_id": "00000000000b"}'::jsonb,
    'says which was asked for'
);

select results_eq(
    $$ select key_id::text, revoked_at, replayed from procwright.revoke_key('00000000000a') $$,
    $$ values ('00000000000a', now(), false) $$,
    'shuts a key out'
);

update procwright.api_key set revoked_at = '2026-01-31 12:00:00+00';

select results_eq(
    $$ select key_id::text, revoked_at, replayed from procwright.revoke_key('00000000000a') $$,
    $$ values ('00000000000a', timestamptz '2026-01-31 12:00:00+00', true) $$,
    'keeps the first time when it is asked again'
);

select is_empty(
    $$ select actor from procwright.find_key('00000000000a', sha256('secret')) $$,
    'leaves nothing to be found'
);

select finish();
rollback;
