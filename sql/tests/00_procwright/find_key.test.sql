begin;
select plan(8);

-- The hash of the secret of a number.
create function pg_temp.hash(p_number integer)
returns procwright.key_hash
language sql
return sha256(p_number::text::bytea);

select procwright.issue_key('00000000000a', pg_temp.hash(1), 'user:7', '{account:read}');
select procwright.issue_key('00000000000b', pg_temp.hash(2), 'user:8', '{}');
select procwright.issue_key(
    '00000000000c', pg_temp.hash(3), 'user:9', '{}', now() + interval '1 microsecond'
);
select procwright.issue_key('00000000000d', pg_temp.hash(4), 'user:9', '{}', now());
select procwright.revoke_key('00000000000b');

select results_eq(
    $$ select actor::text, scopes
       from procwright.find_key('00000000000a', pg_temp.hash(1)) $$,
    $$ values ('user:7', array['account:read']) $$,
    'says who asks, and what he may do'
);

select is_empty(
    $$ select actor from procwright.find_key('00000000000a', pg_temp.hash(2)) $$,
    'finds nothing for the secret of another key'
);

select is_empty(
    $$ select actor from procwright.find_key('0000000000ff', pg_temp.hash(1)) $$,
    'finds nothing for an unknown key'
);

select is_empty(
    $$ select actor from procwright.find_key('00000000000b', pg_temp.hash(2)) $$,
    'finds nothing once the key is revoked'
);

select results_eq(
    $$ select actor::text from procwright.find_key('00000000000c', pg_temp.hash(3)) $$,
    $$ values ('user:9') $$,
    'finds a key up to the moment of its expiry'
);

select is_empty(
    $$ select actor from procwright.find_key('00000000000d', pg_temp.hash(4)) $$,
    'finds nothing from that moment on'
);

select is_empty(
    $$ select actor from procwright.find_key(null, null) $$,
    'finds nothing for null'
);

select throws_ok(
    $$ select actor from procwright.find_key('A', pg_temp.hash(1)) $$,
    '23514', 'value for domain procwright.key_id violates check constraint "key_id_is_hex"',
    'takes nothing for a key id that is none'
);

select finish();
rollback;
