begin;
select plan(5);

select ok(
    core.is_v7(core.id_within('2026-01-31 12:00:00+00')),
    'makes a uuid of version 7'
);

select is(
    core.id_time(core.id_within('2026-01-31 12:00:00.000999+00')),
    timestamptz '2026-01-31 12:00:00+00',
    'is of that millisecond, and never ahead of it'
);

select is(
    (
        select count(distinct core.id_within('2026-01-31 12:00:00+00'))
        from generate_series(1, 100)
    ), 100::bigint,
    'makes another one each time'
);

select ok(
    core.id_within('2026-01-31 12:00:00+00') > core.id_floor('2026-01-31 12:00:00+00')
    and core.id_within('2026-01-31 12:00:00+00') < core.id_floor('2026-01-31 12:00:00.001+00'),
    'lies between the floors of its millisecond and the next'
);

select is(core.id_within(null), null, 'makes none of no time');

select finish();
rollback;
