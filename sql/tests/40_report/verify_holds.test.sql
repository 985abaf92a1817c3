begin;
select plan(8);

-- In both books hold 101 was captured by 60 (111) and voided (112); 102 was captured wholly, 103
-- expired, 104 is open, 105 was refused.
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(11, p_balance => 500, p_book => 2);
select fixture.account(12, p_book => 2);

do $body$
begin
    perform api.authorise_hold(
        fixture.id(book), fixture.id(n), fixture.id(11), fixture.id(12), amount, 'EUR',
        p_expires_at => expires_at
    )
    from
        generate_series(1, 2) as book,
        (values
            (101, 100, null::timestamptz), (102, 10, null), (103, 20, '2026-01-31 13:00:00+00'),
            (104, 30, '2026-01-31 14:00:00+00'), (105, 500, null)
        ) as asked (n, amount, expires_at);
    perform api.capture_hold(fixture.id(book), fixture.id(hold), fixture.id(n), amount)
    from
        generate_series(1, 2) as book,
        (values (101, 111, 60), (102, 113, 4), (102, 114, null)) as asked (hold, n, amount);
    perform api.void_hold(fixture.id(book), fixture.id(101), fixture.id(112))
    from generate_series(1, 2) as book;
    perform fixture.stop_clock('2026-01-31 13:00:00+00');
    perform api.expire_holds();
end;
$body$;

select is_empty(
    $$ select * from report.verify_holds() $$,
    'has no row where all is well'
);

select is_empty(
    $$ select * from report.verify_holds(pg_current_xact_id()) $$,
    'has none where all is well that was touched since'
);

drop trigger transfer_append_only on ledger.transfer;
drop trigger transfer_append_only on ledger.transfer_2026_01;

update ledger.transfer set amount = 59
where
    book_id = fixture.id(2)
    and transfer_id = fixture.id(111);

select results_eq(
    $$ select * from report.verify_holds() order by invariant $$,
    $$ select invariant, fixture.id(2), 'hold ' || fixture.id(101)
       from unnest(array[
           'a hold ends once, with what was left of it',
           'a hold has captured what its captures moved',
           'a hold has left what was neither captured nor given back'
       ]) as invariant order by invariant $$,
    'names book and hold whose captures don''t add up'
);

select results_eq(
    $$ select * from report.verify_holds(pg_current_xact_id()) order by invariant $$,
    $$ select * from report.verify_holds() order by invariant $$,
    'has the same when the journal is read from the first breach on'
);

select is_empty(
    $$ select * from report.verify_holds(
           (pg_current_xact_id()::text::bigint + 1)::text::xid8
       ) $$,
    'looks for no hold that was touched before'
);

update ledger.account set held = held + 1
where
    book_id = fixture.id(2)
    and account_id = fixture.id(11);

select results_eq(
    $$ select * from report.verify_holds(
           (pg_current_xact_id()::text::bigint + 1)::text::xid8
       ) $$,
    $$ values (
        'an account holds what is left of its open holds', fixture.id(2),
        'account ' || fixture.id(11)
    ) $$,
    'judges what is held now in any case'
);

-- The month of the holds is not kept: nothing can be said of them.
create or replace function report.first_kept_id()
returns uuid
language sql
stable
return core.id_floor('2026-02-01 00:00:00+00');

select results_eq(
    $$ select invariant from report.verify_holds() $$,
    $$ values ('an account holds what is left of its open holds') $$,
    'does not judge what went with its month'
);

select volatility_is('report', 'verify_holds', 'stable', 'reads the snapshot of its caller');

select finish();
rollback;
