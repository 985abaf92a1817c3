-- The negative control of fixture.invariants() for exchanges: every invariant is broken by hand,
-- and seen named.

begin;
select plan(10);

select fixture.exchange_accounts();
select fixture.exchange(101, p_fee => 50);
select fixture.exchange(102, 1000000);

select fixture.drop_guards();

create function pg_temp.leg(p_place integer, p_exchange integer default 101)
returns uuid
language sql
return ledger.exchange_transfer_id(fixture.id(p_exchange), p_place);

select is(
    fixture.broken_by('select'), '{}',
    'finds nothing where all is well'
);

select is(
    fixture.broken_by($$ update ledger.exchange set bought_rate = bought_rate + 0.000000000001
        where refusal is null $$),
    array['an exchange gives what its rates come to'],
    'sees another rate'
);

select is(
    fixture.broken_by($$ update ledger.exchange set bought = bought + 1 where refusal is null $$),
    array[
        'an exchange gives what its rates come to', 'the transfers of an exchange are its figures'
    ],
    'sees a unit too much'
);

select
    is(
        fixture.broken_by(format(
            'delete from ledger.transfer where transfer_id = %L', pg_temp.leg(place)
        )) @> array['the transfers of an exchange are its figures'],
        true,
        format('sees that transfer %s is gone', place)
    )
from generate_series(1, 3) as place;

select is(
    fixture.broken_by(format(
        'update ledger.transfer set link_id = null where transfer_id = %L', pg_temp.leg(3)
    )),
    array['the transfers of an exchange are its figures'],
    'sees a fee that is linked to nothing'
);

select is(
    fixture.broken_by($$ delete from ledger.exchange where refusal is null $$),
    array['the transfers of an exchange are its figures'],
    'sees transfers of no exchange'
);


-- The control of the control

select fixture.breaks_all_of('verify_exchange');

delete from ledger.exchange;

select check_test(fixture.invariants(), false, 'turns red');

select finish();
rollback;
