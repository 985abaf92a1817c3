-- The negative control of fixture.invariants(), for transfers: every invariant is broken by
-- hand, and seen named.

begin;
select plan(16);

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
        update ledger.transfer set debit_version = 9 where transfer_id = fixture.id(102)
    $$),
    array['a refused transfer moves nothing'],
    'sees a refused transfer that claims a version'
);

select is(
    fixture.broken_by($$
        update ledger.transfer set refusal = core.refusal('LG101', '{}')
        where transfer_id = fixture.id(102)
    $$),
    array['a refusal is of class 3'],
    'sees a stored refusal that had to be raised'
);

select is(
    fixture.broken_by($$
        update ledger.transfer set refusal = null where transfer_id = fixture.id(102)
    $$) @> array['a posted transfer is complete'],
    true,
    'sees a transfer without an outcome'
);

select is(
    fixture.broken_by($$
        update ledger.transfer set amount = bad.amount
        from (values (11, 0), (102, 1000000000000001)) as bad (number, amount)
        where transfer_id = fixture.id(number)
    $$) @> array['an amount is in its range'],
    true,
    'sees amounts that are too small or too large'
);

select is(
    fixture.broken_by($$
        update ledger.transfer set value_date = 'infinity' where transfer_id = fixture.id(102)
    $$),
    array['a value date is a day'],
    'sees a value date that never comes'
);

select is(
    fixture.broken_by($$
        update ledger.transfer set credit_account_id = debit_account_id
        where transfer_id = fixture.id(102)
    $$),
    array['a transfer has two accounts'],
    'sees a transfer of an account to itself'
);

select is(
    fixture.broken_by($$
        update ledger.transfer set currency = 'USD' where transfer_id = fixture.id(12)
    $$),
    array['a transfer has the one currency of its accounts'],
    'sees a transfer in a currency that is not the accounts'''
);

select is(
    fixture.broken_by($$
        update ledger.transfer set currency = 'ZZZ' where transfer_id = fixture.id(102)
    $$),
    array['a transfer names a currency of the list'],
    'sees that what was refused asked for a currency that never was'
);

select is(
    fixture.broken_by($$
        update ledger.transfer set kind = 'gap' where transfer_id = fixture.id(103)
    $$),
    array['a reversal, and nothing else, names what it takes back'],
    'sees a reversal that does not say so'
);

select bag_eq(
    $$ select
           n,
           fixture.broken_by(format(
               'update ledger.transfer set %s where transfer_id = fixture.id(%s)', change, number
           )) @> array['a reversal moves the opposite of a posted transfer']
       from (values
           (1, 103, 'reverses_transfer_id = fixture.id(99)'),
           (2, 103, 'reverses_transfer_id = fixture.id(103)'),
           (3, 103, 'reverses_transfer_id = fixture.id(12)'),
           (4, 101, 'refusal = core.refusal(''LG303'', ''{}'')'),
           (5, 101, 'currency = ''USD''')
       ) as bad (n, number, change) $$,
    $$ select n, true from generate_series(1, 5) as n $$,
    'sees a reversal of nothing, of itself, of others, of what was refused, of another currency'
);

select is(
    fixture.broken_by($$
        update ledger.transfer set amount = 101 where transfer_id = fixture.id(103)
    $$) @> array['reversals take back no more than there was'],
    true,
    'sees one unit more taken back than was moved'
);

select is(
    fixture.broken_by($$
        update ledger.transfer set link_id = fixture.id(7)
        where transfer_id in (fixture.id(101), fixture.id(102))
    $$),
    array['linked transfers are posted all or none'],
    'sees that one of two linked transfers was refused'
);

select is(
    fixture.broken_by($$
        update ledger.transfer set link_id = fixture.id(7)
        where kind = 'transfer' and refusal is null
    $$),
    '{}',
    'finds nothing where all that is linked is posted'
);


-- The control of the control

select fixture.breaks_all_of('verify_transfers');

delete from ledger.transfer;

select check_test(fixture.invariants(), false, 'turns red');

select finish();
rollback;
