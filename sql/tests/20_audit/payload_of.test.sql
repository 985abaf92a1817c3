begin;
select plan(5);

select fixture.book(1);
select fixture.book(2);

select fixture.stop_clock('2026-01-31 12:00:00+00');
select audit.record(fixture.id(1), 'a.opened', '11', '{"n": 1}', null, null);
select audit.record(fixture.id(2), 'a.opened', '11', '{"n": 2}', null, null);
select audit.record(fixture.id(1), 'a.closed', '11', '{"n": 3}', null, null);
select fixture.stop_clock('2026-01-31 12:00:01+00');
select audit.record(fixture.id(1), 'a.opened', '11', '{"n": 4}', null, null);

select is(
    audit.payload_of(fixture.id(1), '11', 'a.opened'), '{"n": 1}', 'has the first of a topic'
);
select is(
    audit.payload_of(fixture.id(1), '11', 'a.closed'), '{"n": 3}', 'has that of another topic'
);
select is(
    audit.payload_of(fixture.id(2), '11', 'a.opened'), '{"n": 2}', 'has that of another book'
);
select is(
    audit.payload_of(fixture.id(1), '12', 'a.opened'), null, 'has none of another subject'
);

select fixture.invariants();

select finish();
rollback;
