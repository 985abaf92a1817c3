-- What it does when it may commit is shown by scripts/hot_path_test.py: a test that is rolled back
-- can't let it.

begin;
select plan(4);

select fixture.account(11, p_balance => 500);
select fixture.account(12);

select throws_ok(
    $$ call client.post_transfer(
           fixture.id(1), fixture.id(100), fixture.id(11), fixture.id(12), 100, 'EUR'
       ) $$,
    '2D000', 'invalid transaction termination',
    'can not be called inside a transaction block'
);

select is_empty(
    $$ select transfer_id from ledger.transfer where transfer_id = fixture.id(100) $$,
    'leaves nothing there'
);

select results_eq(
    $$ select proargnames[1:pronargs - 8], proargtypes::regtype[]::text[]
       from pg_proc where oid = 'client.post_transfer'::regproc $$,
    $$ select
           proargnames[1:pronargs],
           proargtypes::regtype[]::text[] || proallargtypes[pronargs + 1:]::regtype[]::text[]
       from pg_proc where oid = 'api.post_transfer'::regproc $$,
    'asks for what the function asks for'
);

select results_eq(
    $$ select proargnames[pronargs - 7:] from pg_proc
       where oid = 'client.post_transfer'::regproc $$,
    $$ select proargnames[pronargs + 1:] from pg_proc
       where oid = 'api.post_transfer'::regproc $$,
    'answers what the function answers'
);

select finish();
rollback;
