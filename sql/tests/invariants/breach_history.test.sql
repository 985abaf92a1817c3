-- The negative control of fixture.invariants() for history: every invariant is broken by hand,
-- and seen named.

begin;
select plan(9);

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
        update ledger.account set version = version + 1 where account_id = fixture.id(11)
    $$),
    array['an account is what its transfers made it'],
    'sees a version that no transfer made'
);

select is(
    fixture.broken_by($$
        update ledger.transfer set debit_version = 3 where transfer_id = fixture.id(101)
    $$),
    array['the versions of an account have no gap and none is used twice'],
    'sees a version that is used twice, and the gap it leaves'
);

select is(
    fixture.broken_by($$
        update ledger.transfer set credit_balance = 501 where transfer_id = fixture.id(11)
    $$),
    array['each balance follows from the one before'],
    'sees a past that does not lead to the present'
);

select is(
    fixture.broken_by($$ delete from ledger.transfer where transfer_id = fixture.id(103) $$),
    array['an account is what its transfers made it'],
    'sees that the last transfer is gone'
);

select is(
    fixture.broken_by($$ delete from ledger.transfer where transfer_id = fixture.id(11) $$),
    array[
        'an account is what its transfers made it',
        'each balance follows from the one before',
        'the versions of an account have no gap and none is used twice'
    ],
    'sees that the first one is gone'
);

select is(
    fixture.broken_by($$ delete from ledger.account where account_id = fixture.id(12) $$),
    array[
        'a name belongs to an account', 'no transfer moves an account that is not there',
        'the balances of a currency add up to zero'
    ],
    'sees that an account is gone'
);


-- The control of the control

select fixture.breaks_all_of('verify_history');

delete from ledger.transfer;

select check_test(fixture.invariants(), false, 'turns red');

select finish();
rollback;
