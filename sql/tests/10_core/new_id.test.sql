begin;
select plan(4);

select ok(core.is_v7(core.new_id()), 'makes a uuid of version 7');

select isnt(core.new_id(), core.new_id(), 'makes another one each time');

select fixture.stop_clock('2026-01-31 12:00:00+00');

select is(
    core.id_time(core.new_id()), timestamptz '2026-01-31 12:00:00+00',
    'takes the time of the transaction, which a test can stop'
);

select fixture.stop_clock('2026-01-31 12:00:00.000999+00');

select is(
    core.id_time(core.new_id()), timestamptz '2026-01-31 12:00:00+00',
    'is never ahead of the clock'
);

select finish();
rollback;
