-- The negative control of fixture.invariants() for matches: every invariant is broken by hand, and
-- seen named.

begin;
select plan(8);

select fixture.reconciled_account();

do $body$
begin
    perform api.match_transfers(
        fixture.id(1), fixture.clearing(), fixture.id(701), array[fixture.line(1), fixture.id(101)]
    );
    perform api.match_transfers(
        fixture.id(1), fixture.clearing(), fixture.id(702), array[fixture.line(2), fixture.id(102)]
    );
    perform api.unmatch_transfers(fixture.id(1), fixture.id(702), 'wrong');
end;
$body$;

select fixture.drop_guards();

select is(fixture.broken_by('select'), '{}', 'finds nothing where all is well');

select is(
    fixture.broken_by($$
        insert into ledger.match_item (book_id, account_id, transfer_id, match_id, moved)
        values
            (fixture.id(1), fixture.clearing(), fixture.id(102), fixture.id(702), 200),
            (fixture.id(1), fixture.clearing(), fixture.line(2), fixture.id(702), -200)
    $$),
    array['a match that has ended holds no transfer'],
    'sees an end that is none'
);

select is(
    fixture.broken_by($$ delete from ledger.match_item $$),
    array['a match holds the transfers it was made of'],
    'sees that the transfers of a match are free'
);

select is(
    fixture.broken_by($$ delete from ledger.match where match_id = fixture.id(701) $$),
    array['a transfer that is matched is in a match of its account'],
    'sees that a match is gone'
);

select is(
    fixture.broken_by($$
        update ledger.match_item set moved = 99 where transfer_id = fixture.id(101)
    $$),
    array[
        'a matched transfer moved the account by what the match says',
        'the transfers of a match cancel out'
    ],
    'sees a match that does not cancel out'
);

select is(
    fixture.broken_by($$ delete from ledger.transfer where transfer_id = fixture.id(101) $$)
    @> array['a matched transfer moved the account by what the match says'],
    true,
    'sees that a matched transfer is gone'
);


-- The control of the control

select fixture.breaks_all_of('verify_matches');

update ledger.match_item set moved = moved + 1;

select check_test(fixture.invariants(), false, 'turns red');

select finish();
rollback;
