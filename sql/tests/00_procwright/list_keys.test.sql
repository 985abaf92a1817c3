begin;
select plan(4);

select procwright.issue_key(
    '00000000000a', sha256('1'), 'user:7', '{account:read}', p_label => 'desk'
);
select procwright.issue_key('00000000000b', sha256('2'), 'user:7', '{}', now());
select procwright.issue_key(
    '00000000000c', sha256('3'), 'user:8', '{}', now() + interval '1 microsecond'
);
select procwright.issue_key('00000000000d', sha256('4'), 'user:8', '{}');
select procwright.revoke_key('00000000000d');

select results_eq(
    $$ select key_id::text, actor::text, label::text, scopes, state
       from procwright.list_keys()
       where key_id like '00000000000_'
       order by key_id $$,
    $$ values
        ('00000000000a', 'user:7', 'desk', array['account:read'], 'open'),
        ('00000000000b', 'user:7', null, array[]::text[], 'expired'),
        ('00000000000c', 'user:8', null, array[]::text[], 'open'),
        ('00000000000d', 'user:8', null, array[]::text[], 'revoked') $$,
    'tells whose each key is, and whether it opens'
);

select results_eq(
    $$ select key_id::text from procwright.list_keys('user:8') $$,
    $$ values ('00000000000c'), ('00000000000d') $$,
    'tells those of one actor'
);

select is_empty(
    $$ select key_id from procwright.list_keys('user:9') $$,
    'tells nothing of an actor without keys'
);

select hasnt_column('procwright', 'list_keys', 'key_hash', 'tells no hash');

select finish();
rollback;
