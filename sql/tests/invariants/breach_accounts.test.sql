-- The negative control of fixture.invariants(), for accounts as they are: every invariant is broken
-- by hand, and seen named.

begin;
select plan(11);

-- Transfer 101 moved 100 from 11 to 12, 102 was refused, 103 took back 40 of 101.
select fixture.account(11, p_balance => 500);
select fixture.account(12, p_balance => 200);
insert into ledger.account_name (book_id, name, account_id)
values (fixture.id(1), 'alfa', fixture.id(12));

do $body$
begin
    perform api.post_transfer(
        fixture.id(1), fixture.id(n), fixture.id(11), fixture.id(12), amount, 'EUR'
    )
    from (values (101, 100), (102, 401)) as asked (n, amount);
    perform api.reverse_transfer(fixture.id(1), fixture.id(101), fixture.id(103), 40);
end;
$body$;

select fixture.drop_guards();

select is(
    fixture.broken_by('select'), '{}',
    'finds nothing where all is well'
);

select is(
    fixture.broken_by($$
        update ledger.account set balance = balance + 1 where account_id = fixture.id(11)
    $$),
    array[
        'an account is what its transfers made it', 'the balances of a currency add up to zero'
    ],
    'sees money that no transfer moved'
);

select is(
    fixture.broken_by($$
        update ledger.account set balance_floor = 441 where account_id = fixture.id(11)
    $$),
    array['no balance is below its floor'],
    'sees a balance of one unit less than its floor'
);

select is(
    fixture.broken_by($$
        update ledger.account set balance_ceiling = 439 where account_id = fixture.id(11)
    $$),
    array['no balance is above its ceiling'],
    'sees a balance of one unit more than its ceiling'
);

select is(
    fixture.broken_by($$
        update ledger.account set is_open = false where account_id = fixture.id(11)
    $$),
    array['a closed account is empty'],
    'sees a closed account with something in it'
);

select is(
    fixture.broken_by($$
        update ledger.account set balance = 900000000000000001 where account_id = fixture.id(11)
    $$) @> array['no balance is beyond what a balance can hold'],
    true,
    'sees a balance of one unit more than it can hold'
);

select is(
    fixture.broken_by($$
        insert into ledger.account (book_id, account_id, currency)
        values (fixture.id(1), fixture.id(99), 'XAU'), (fixture.id(1), fixture.id(98), 'DEM')
    $$),
    array['an account is kept in a currency that has a minor unit'],
    'sees an account in gold, but minds no old currency'
);

select is(
    fixture.broken_by($$
        insert into ledger.account (book_id, account_id, currency)
        values (fixture.id(9), fixture.id(99), 'EUR')
    $$),
    array['an account belongs to a book'],
    'sees an account of no book'
);

select is(
    fixture.broken_by($$ update ledger.account_name set account_id = fixture.id(99) $$),
    array['a name belongs to an account'],
    'sees a name of no account'
);


-- The control of the control

select fixture.breaks_all_of('verify_accounts');

delete from ledger.transfer;

select check_test(fixture.invariants(), false, 'turns red');

select finish();
rollback;
