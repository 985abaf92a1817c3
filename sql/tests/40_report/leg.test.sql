begin;
select plan(5);

-- Transfer 11 is posted, 101 too; 102 is refused, 103 takes back a part of 101.
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12);

do $body$
begin
    perform api.post_transfer(
        fixture.id(1), fixture.id(n), fixture.id(11), fixture.id(12), amount, 'EUR', 'rent',
        '2026-01-05'
    )
    from (values (101, 100), (102, 401)) as asked (n, amount);
    perform api.reverse_transfer(fixture.id(1), fixture.id(101), fixture.id(103), 30);
end;
$body$;

select results_eq(
    $$ select account_id, version, moved, balance::bigint, counterpart_account_id, transfer_id
       from report.leg()
       where book_id = fixture.id(1) and is_posted
       order by account_id, version $$,
    $$ values
        (fixture.id(1), 1::bigint, -500::bigint, -500::bigint, fixture.id(11), fixture.id(11)),
        (fixture.id(11), 1, 500, 500, fixture.id(1), fixture.id(11)),
        (fixture.id(11), 2, -100, 400, fixture.id(12), fixture.id(101)),
        (fixture.id(11), 3, 30, 430, fixture.id(12), fixture.id(103)),
        (fixture.id(12), 1, 100, 100, fixture.id(11), fixture.id(101)),
        (fixture.id(12), 2, -30, 70, fixture.id(11), fixture.id(103)) $$,
    'has each posted transfer twice: what it moved, what it left, and whose the other side is'
);

select results_eq(
    $$ select account_id, version, balance::bigint, transfer_id
       from report.leg()
       where not is_posted
       order by account_id $$,
    $$ values
        (fixture.id(11), null::bigint, null::bigint, fixture.id(102)),
        (fixture.id(12), null, null, fixture.id(102)) $$,
    'has a refused one too, which has neither version nor balance'
);

select results_eq(
    $$ select
           kind::text, currency::text, value_date, memo::text, reverses_transfer_id, recorded_at
       from report.leg()
       where account_id = fixture.id(12) and is_posted
       order by version $$,
    $$ values
        (
            'transfer', 'EUR', '2026-01-05'::date, 'rent', null::uuid,
            '2026-01-31 12:00:00+00'::timestamptz
        ),
        (
            'reversal', 'EUR', '2026-01-01', null, fixture.id(101), '2026-01-31 12:00:00+00'
        ) $$,
    'says of each leg what the transfer says'
);

-- Hold 111 set 50 aside for 12: 20 are captured, the rest is given back.
select api.authorise_hold(
    fixture.id(1), fixture.id(111), fixture.id(11), fixture.id(12), 50, 'EUR'
);
select api.capture_hold(fixture.id(1), fixture.id(111), fixture.id(112), 20);
select api.void_hold(fixture.id(1), fixture.id(111), fixture.id(113));

select results_eq(
    $$ select
           account_id, version, kind::text, moved, set_aside, balance::bigint, hold_transfer_id
       from report.leg()
       where transfer_id between fixture.id(111) and fixture.id(113) and is_posted
       order by account_id, version $$,
    $$ values
        (fixture.id(11), 4::bigint, 'hold', 0::bigint, 50::bigint, 430::bigint, null::uuid),
        (fixture.id(11), 5, 'capture', -20, -20, 410, fixture.id(111)),
        (fixture.id(11), 6, 'void', 0, -30, 410, fixture.id(111)),
        (fixture.id(12), 3, 'capture', 20, 0, 90, fixture.id(111)) $$,
    'has a hold and its end once, and says what they set aside; a capture twice'
);

select fixture.invariants();

select finish();
rollback;
