-- The negative control of fixture.invariants(), for holds: every invariant is broken by hand, and
-- seen named.

begin;
select plan(12);

-- Hold 101 set 100 aside: 60 were captured (111), 40 given back (112). Hold 102 is captured wholly
-- (113), hold 103 is open.
select fixture.account(11, p_balance => 500);
select fixture.account(12, p_balance => 200);
select fixture.account(13, p_floor => null);

do $body$
begin
    perform api.authorise_hold(
        fixture.id(1), fixture.id(n), fixture.id(11), fixture.id(12), amount, 'EUR'
    )
    from (values (101, 100), (102, 50), (103, 20)) as asked (n, amount);
    perform api.capture_hold(fixture.id(1), fixture.id(hold), fixture.id(n), amount)
    from (values (101, 111, 60), (102, 113, null)) as asked (hold, n, amount);
    perform api.void_hold(fixture.id(1), fixture.id(101), fixture.id(112));
end;
$body$;

select fixture.drop_guards();

select is(
    fixture.broken_by('select'), '{}',
    'finds nothing where all is well'
);

select is(
    fixture.broken_by($$ update ledger.account set held = 21 where account_id = fixture.id(11) $$),
    array['an account holds what is left of its open holds'],
    'sees one unit more held than is left of the holds'
);

select is(
    fixture.broken_by($$ update ledger.account set held = 1 where account_id = fixture.id(13) $$),
    array['an account holds what is left of its open holds'],
    'sees something held where there is no hold'
);

select bag_eq(
    $$ select
           n,
           fixture.broken_by(change) @> array['a hold is what its transfer asked for']
       from (values
           (1, 'delete from ledger.hold where hold_id = fixture.id(102)'),
           (2, 'delete from ledger.transfer where transfer_id = fixture.id(103)'),
           (3, 'update ledger.hold set credit_account_id = fixture.id(13)'),
           (4, 'update ledger.hold set amount = 21 where hold_id = fixture.id(103)'),
           (5, 'update ledger.hold set expires_at = now() where hold_id = fixture.id(103)'),
           (6, 'update ledger.hold set currency = ''USD'' where hold_id = fixture.id(103)')
       ) as bad (n, change) $$,
    $$ select n, true from generate_series(1, 6) as n $$,
    'sees a hold without its transfer, a transfer without its hold, and where they differ'
);

select is(
    fixture.broken_by($$
        update ledger.transfer set credit_account_id = fixture.id(13)
        where transfer_id = fixture.id(112)
    $$),
    array['what comes of a hold is between its own accounts'],
    'sees a void that names another account'
);

select is(
    fixture.broken_by($$
        update ledger.transfer set amount = 101 where transfer_id = fixture.id(111)
    $$) @> array['captures take no more than a hold set aside'],
    true,
    'sees one unit more captured than was set aside'
);

select is(
    fixture.broken_by($$ update ledger.hold set captured = 59 where hold_id = fixture.id(101) $$),
    array['a hold has captured what its captures moved'],
    'sees a capture that the hold forgot'
);

select bag_eq(
    $$ select
           n,
           fixture.broken_by(format('update ledger.hold set %s', change))
           @> array['a hold has left what was neither captured nor given back']
       from (values
           (1, 'remaining = 1 where hold_id = fixture.id(101)'),
           (2, 'state = ''expired'' where hold_id = fixture.id(101)'),
           (3, 'state = ''open'' where hold_id = fixture.id(102)'),
           (4, 'remaining = 19 where hold_id = fixture.id(103)'),
           (5, 'state = ''voided'' where hold_id = fixture.id(103)')
       ) as bad (n, change) $$,
    $$ select n, true from generate_series(1, 5) as n $$,
    'sees a hold that has more or less left than it should, and another end than it had'
);

select bag_eq(
    $$ select
           n,
           fixture.broken_by(format(
               'update ledger.transfer set %s where transfer_id = fixture.id(111)', change
           )) @> array['a hold ends once, with what was left of it']
       from (values
           (1, 'kind = ''expiry'''),
           (2, 'amount = 59')
       ) as bad (n, change) $$,
    $$ select n, true from generate_series(1, 2) as n $$,
    'sees a hold that ends twice, or with less than was left'
);

select bag_eq(
    $$ select
           n,
           fixture.broken_by(format(
               'update ledger.transfer set debit_version = %s where transfer_id = fixture.id(111)',
               version
           )) @> array['nothing comes of a hold before it or after its end']
       from (values (1, 1), (2, 9)) as bad (n, version) $$,
    $$ select n, true from generate_series(1, 2) as n $$,
    'sees a capture before its hold, and one after its end'
);


-- The control of the control

select fixture.breaks_all_of('verify_holds');

delete from ledger.hold;

select check_test(fixture.invariants(), false, 'turns red');

select finish();
rollback;
