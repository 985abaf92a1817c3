begin;
select plan(11);

select fixture.account(11, p_balance => 500);
select fixture.account(12);


-- Shape: who may call it, and as whom it runs

select is_definer('api', 'verify_ledger', 'runs as its owner');

select function_privs_are(
    'api', 'verify_ledger', array['boolean'], 'api_ops', array['EXECUTE'],
    'is open to those who run the ledger'
);

select function_privs_are(
    'api', 'verify_ledger', array['boolean'], 'api_write', '{}'::text[],
    'is closed to clients'
);


-- 1 validate

select throws_ok(
    $$ select * from api.verify_ledger(null) $$,
    'LG002', 'A required value is missing.',
    'refuses to guess how much to read'
);


-- 4 judge, 5 write

select is_empty($$ select * from api.verify_ledger() $$, 'finds nothing where all is well');

select results_eq(
    $$ select is_full, verified_at = core.now() from ledger.verification $$,
    $$ values (true, true) $$,
    'reads everything the first time, and notes that it did'
);

-- What this transaction does is not below its own point.
select fixture.drop_guards();

update ledger.transfer set value_date = 'infinity'
where transfer_id = fixture.id(11);

select results_eq(
    $$ select * from api.verify_ledger() $$,
    $$ values ('a value date is a day', fixture.id(1), 'transfer ' || fixture.id(11)) $$,
    'names the row where something is amiss'
);

select is(
    (select count(*) from ledger.verification), 1::bigint,
    'notes nothing when something is amiss'
);

update ledger.transfer set xid = '1'
where transfer_id = fixture.id(11);

select is_empty(
    $$ select * from api.verify_ledger() $$,
    'begins where the last one stopped'
);

select isnt_empty($$ select * from api.verify_ledger(true) $$, 'reads everything when it shall');

update ledger.verification set incarnation = 'another/1';

select isnt_empty(
    $$ select * from api.verify_ledger() $$,
    'reads everything when the last one was on another server'
);

select finish();
rollback;
