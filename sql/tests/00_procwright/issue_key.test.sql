begin;
select plan(15);

-- What varies is said, the rest stays.
create function pg_temp.issue(
    p_hash procwright.key_hash default sha256('secret'),
    p_actor procwright.actor default 'user:7',
    p_scopes text[] default '{account:read,transfer:write}',
    p_expires_at timestamptz default null
)
returns boolean
language sql
as $body$
    select replayed
    from procwright.issue_key('00000000000a', p_hash, p_actor, p_scopes, p_expires_at);
$body$;


-- 1 validate

select throws_ok(
    $$ select procwright.issue_key(null, sha256('secret'), 'user:7', '{}') $$,
    'PR002', 'A required value is missing.',
    'refuses a key without an id'
);

select is(
    fixture.facts_of(
        $$ select procwright.issue_key(null, sha256('secret'), 'user:7', '{}') $$
    ),
    '{"argument": "key_id"}'::jsonb,
    'says that the id is missing'
);

select is(
    fixture.facts_of($$ select pg_temp.issue(p_hash => null) $$),
    '{"argument": "hash"}'::jsonb,
    'says that the hash is missing'
);

select is(
    fixture.facts_of($$ select pg_temp.issue(p_actor => null) $$),
    '{"argument": "actor"}'::jsonb,
    'says that the actor is missing'
);

select is(
    fixture.facts_of($$ select pg_temp.issue(p_scopes => null) $$),
    '{"argument": "scopes"}'::jsonb,
    'says that the scopes are missing'
);

select throws_ok(
    $$ select pg_temp.issue(p_hash => 'secret'::bytea) $$,
    '23514', 'value for domain procwright.key_hash violates check constraint "key_hash_has_length"',
    'takes nothing for a hash that is none, a secret say'
);

select throws_ok(
    $$ select pg_temp.issue(p_scopes => '{account:read,null}') $$,
    '23514', 'new row for relation "api_key" violates check constraint "api_key_scopes_check"',
    'takes no scope that is null'
);


-- 3 replay, 5 write

select is(pg_temp.issue(), false, 'issues a key');

select results_eq(
    $$ select
           key_id::text, key_hash::bytea, actor::text, scopes, issued_at, expires_at, revoked_at,
           issued_by, label::text, replaces::text
       from procwright.api_key $$,
    $$ values (
           '00000000000a', sha256('secret'), 'user:7', array['account:read', 'transfer:write'],
           now(), null::timestamptz, null::timestamptz, session_user::text collate "default",
           null, null
       ) $$,
    'keeps who, what, since when, and the hash of the secret alone'
);

select is(pg_temp.issue(), true, 'says of a repetition that it is one');

select throws_ok(
    $$ select pg_temp.issue(p_actor => 'user:8') $$,
    'PR201', 'The key id already belongs to another API key.',
    'refuses the id of another key'
);

select is(
    fixture.facts_of($$ select pg_temp.issue(p_scopes => '{account:read}') $$),
    '{"argument": "key_id", "key_id": "00000000000a"}'::jsonb,
    'lets no one widen or narrow a key, and says which it is'
);

select procwright.issue_key(
    '00000000000b', sha256('other'), 'user:7', '{}', p_label => 'night shift'
);

select results_eq(
    $$ select label::text from procwright.api_key where key_id = '00000000000b' $$,
    $$ values ('night shift') $$,
    'keeps what people call it'
);

select procwright.revoke_key('00000000000a');
select pg_temp.issue();

select isnt_empty(
    $$ select from procwright.api_key where key_id = '00000000000a' and revoked_at is not null $$,
    'does not open again what was revoked'
);

select is(
    has_function_privilege(
        'api_ops', 'procwright.issue_key(procwright.key_id, procwright.key_hash,'
        'procwright.actor, text[], timestamptz, procwright.label)', 'execute'
    ),
    false,
    'is not for the service, which could let itself in'
);

select finish();
rollback;
