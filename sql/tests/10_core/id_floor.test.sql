begin;
select plan(4);

select is(
    core.id_floor('2026-01-01 00:00:00+00'), '019b76da-a800-0000-0000-000000000000'::uuid,
    'begins with the milliseconds since 1970, and has no bit besides'
);

select is(
    core.id_floor('2026-01-01 00:00:00.000999+00'), core.id_floor('2026-01-01 00:00:00+00'),
    'cuts a part of a millisecond off'
);

select is(
    core.id_floor('2026-01-01 01:00:00+01'), core.id_floor('2026-01-01 00:00:00+00'),
    'is the same for an instant, whatever the zone'
);

select ok(
    fixture.id(1) > core.id_floor('2026-01-01 00:00:00+00')
    and fixture.id(1) < core.id_floor('2026-01-01 00:00:00.001+00'),
    'lies below the ids of its millisecond, and above those of the one before'
);

select finish();
rollback;
