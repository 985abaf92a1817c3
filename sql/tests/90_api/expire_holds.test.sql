begin;
select plan(12);

-- Holds 101 to 103 of account 11 expire at 13:00, 104 of account 13 at 13:30, 105 never; hold 101
-- of book 2 expires at 12:30.
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13, p_balance => 500);
select fixture.account(11, p_balance => 500, p_book => 2);
select fixture.account(12, p_book => 2);

do $body$
begin
    perform api.authorise_hold(
        fixture.id(book), fixture.id(n), fixture.id(account), fixture.id(12), 100, 'EUR',
        p_expires_at => expires_at
    )
    from (values
        (1, 101, 11, '2026-01-31 13:00:00+00'::timestamptz), (1, 102, 11, '2026-01-31 13:00:00+00'),
        (1, 103, 11, '2026-01-31 13:00:00+00'), (1, 104, 13, '2026-01-31 13:30:00+00'),
        (1, 105, 13, null), (2, 101, 11, '2026-01-31 12:30:00+00')
    ) as asked (book, n, account, expires_at);
    perform api.capture_hold(fixture.id(1), fixture.id(102), fixture.id(111), 40);
    perform api.void_hold(fixture.id(1), fixture.id(103), fixture.id(112));
end;
$body$;

create function pg_temp.expired()
returns text
language sql
begin atomic
    select
        string_agg(
            right(hold.book_id::text, 1) || '/' || right(hold.hold_id::text, 3), ' '
            order by hold.book_id, hold.hold_id
        ) as holds
    from ledger.hold
    where hold.state = 'expired';
end;


-- 1 validate

select throws_ok(
    $$ select api.expire_holds(null) $$,
    'LG002', 'A required value is missing.',
    'refuses to work without a limit'
);

select is(
    fixture.facts_of($$ select api.expire_holds(null) $$), '{"argument": "limit"}',
    'names it'
);

select throws_ok(
    $$ select api.expire_holds(501) $$,
    '23514', 'value for domain core.page_size violates check constraint "page_size_is_in_range"',
    'leaves more than 500 at once to the domain'
);


-- 2 lock, 4 judge

select results_eq(
    $$ select * from api.expire_holds() $$,
    $$ values (0, 0) $$,
    'finds nothing to do before any expiry'
);

select fixture.stop_clock('2026-01-31 13:29:59+00');

select results_eq(
    $$ select expired, busy, pg_temp.expired() from api.expire_holds(1) $$,
    $$ values (1, 0, '2/101') $$,
    'gives back no more at once than it is told, and first what has been due the longest'
);

select results_eq(
    $$ select expired, busy, pg_temp.expired()
       from api.expire_holds(500, 'job:7', repeat('a', 32)) $$,
    $$ values (2, 0, '1/101 1/102 2/101') $$,
    'leaves alone what has ended, and what is not due'
);

select results_eq(
    $$ select * from api.expire_holds() $$,
    $$ values (0, 0) $$,
    'gives nothing back twice'
);

select fixture.stop_clock('2026-01-31 13:30:00+00');

select results_eq(
    $$ select expired, busy, pg_temp.expired() from api.expire_holds() $$,
    $$ values (1, 0, '1/101 1/102 1/104 2/101') $$,
    'gives back what is due at this moment'
);


-- 5 write, 6 record

select results_eq(
    $$ select
           book_id, hold_transfer_id, amount::bigint, recorded_by::text, trace::text, recorded_at
       from ledger.transfer where kind = 'expiry'
       order by recorded_at, book_id, hold_transfer_id $$,
    $$ select
           fixture.id(book), fixture.id(n), amount, recorded_by, trace,
           recorded_at at time zone 'UTC'
       from (values
           (1, 101, 100::bigint, 'job:7', repeat('a', 32), timestamp '2026-01-31 13:29:59'),
           (1, 102, 60, 'job:7', repeat('a', 32), '2026-01-31 13:29:59'),
           (2, 101, 100, session_user::text collate "default", null, '2026-01-31 13:29:59'),
           (1, 104, 100, session_user, null, '2026-01-31 13:30:00')
       ) as due (book, n, amount, recorded_by, trace, recorded_at) $$,
    'records what was given back, and by whom'
);

select results_eq(
    $$ select refusal -> 'facts' ->> 'state'
       from api.capture_hold(fixture.id(1), fixture.id(101), fixture.id(120), 1) $$,
    $$ values ('expired') $$,
    'lets nothing be captured afterwards'
);


-- What must hold whatever happened

select results_eq(
    $$ select book_id, account_id, balance::bigint, held::bigint, version
       from ledger.account where account_id in (fixture.id(11), fixture.id(13))
       order by book_id, account_id $$,
    $$ values
        (fixture.id(1), fixture.id(11), 460::bigint, 0::bigint, 8::bigint),
        (fixture.id(1), fixture.id(13), 500, 100, 4),
        (fixture.id(2), fixture.id(11), 500, 0, 3) $$,
    'moves nothing'
);

select fixture.invariants();

select finish();
rollback;
