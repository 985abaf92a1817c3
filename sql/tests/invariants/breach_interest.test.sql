-- The negative control of fixture.invariants() for interest: every invariant is broken by hand, and
-- seen named.

begin;
select plan(9);

select fixture.interest_account();
select fixture.terms('2026-01-01');
select fixture.line(101, 15000, '2026-01-01');

do $body$
begin
    perform fixture.accrue(111, '2026-01-01');
    perform fixture.accrue(112, '2026-01-02');
end;
$body$;

select fixture.drop_guards();

select is(
    fixture.broken_by('select'), '{}',
    'finds nothing where all is well'
);

select is(
    fixture.broken_by($$ update ledger.interest_accrual set numerator = numerator + 1 $$),
    array['interest is what the days of the account come to'],
    'sees a part of a unit too much'
);

select is(
    fixture.broken_by($$ update ledger.interest_terms
        set credit_rate = credit_rate + 0.00000001 $$),
    array['interest is what the days of the account come to'],
    'sees terms that were changed behind an accrual'
);

select is(
    fixture.broken_by($$ update ledger.transfer set value_date = '2026-01-02'
        where transfer_id = fixture.id(101) $$)
    @> array['interest is what the days of the account come to'],
    true,
    'sees a line that was moved to another day'
);

select is(
    fixture.broken_by($$ update ledger.interest_accrual set posted_total = posted_total + 1
        where transfer_id = fixture.id(112) $$),
    array['an accrual posts the whole units of what is due'],
    'sees a total that doesn''t add up'
);

select is(
    fixture.broken_by($$ delete from ledger.transfer where transfer_id = fixture.id(112) $$)
    @> array['an accrual and its transfer move the same'],
    true,
    'sees that a transfer is gone'
);

select is(
    fixture.broken_by($$ delete from ledger.interest_accrual where transfer_id = fixture.id(112) $$)
    @> array['an accrual and its transfer move the same'],
    true,
    'sees interest that no accrual has posted'
);


-- The control of the control

select fixture.breaks_all_of('verify_interest');

delete from ledger.interest_accrual;

select check_test(fixture.invariants(), false, 'turns red');

select finish();
rollback;
