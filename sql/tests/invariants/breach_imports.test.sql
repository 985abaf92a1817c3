-- The negative control of fixture.invariants() for imports: every invariant is broken by hand, and
-- seen named.

begin;
select plan(6);

select fixture.book();
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.statement(1, 1000, '{250,-100}', p_off => 7);
select fixture.post_import();

select fixture.drop_guards();

select is(
    fixture.broken_by('select'), '{}',
    'finds nothing where all is well'
);

select is(
    fixture.broken_by($$ update ledger.imported_statement set credits = credits + 1 $$),
    array[
        'an imported statement is posted as a whole', 'the figures of an imported statement add up'
    ],
    'sees a statement that does not add up'
);

select is(
    fixture.broken_by($$ delete from ledger.transfer where kind = 'break' $$)
    @> array[
        'an account closes an imported statement as the bank does',
        'an imported statement is posted as a whole'
    ],
    true,
    'sees that a transfer of a statement is gone'
);

select is(
    fixture.broken_by($$ delete from ledger.transfer $$)
    @> array['an imported statement is posted as a whole'],
    true,
    'sees that all of them are'
);


-- The control of the control

select fixture.breaks_all_of('verify_imports');

delete from ledger.transfer;

select check_test(fixture.invariants(), false, 'turns red');

select finish();
rollback;
