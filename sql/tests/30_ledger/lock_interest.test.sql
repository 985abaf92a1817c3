-- That others wait is seen by two sessions: scripts/interest_race_test.py.

begin;
select plan(3);

select fixture.interest_account();
select fixture.terms('2026-01-02');

select is(
    (ledger.lock_interest(fixture.id(1), fixture.id(12), '2026-01-02')).counterpart_account_id,
    fixture.id(21),
    'returns the terms of the day'
);

select is(
    (ledger.lock_interest(fixture.id(1), fixture.id(12), '2026-01-01')).counterpart_account_id,
    null,
    'returns nothing where there are no terms'
);

select is(
    (
        select count(*)
        from pg_locks
        where
            locktype = 'advisory'
            and pid = pg_backend_pid()
            and (classid::bigint << 32) + objid::bigint
            = hashtextextended('ledger.interest ' || fixture.id(1), 0)
    ),
    1::bigint,
    'holds the interest of the book until the transaction ends'
);

select finish();
rollback;
