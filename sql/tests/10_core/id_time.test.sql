begin;
select plan(4);

select is(
    core.id_time(fixture.id(1)), timestamptz '2026-01-01 00:00:00+00',
    'reads the time out of an id'
);

-- RFC 9562, appendix A.6
select is(
    core.id_time('017f22e2-79b0-7cc3-98c4-dc0c0c07398f'),
    timestamptz '2022-02-22 19:22:22+00',
    'agrees with the example of the RFC'
);

select is(
    core.id_time('00000000-0000-7000-8000-000000000000'),
    timestamptz '1970-01-01 00:00:00+00',
    'begins in 1970'
);

set local time zone 'Pacific/Kiritimati';

select is(
    core.id_time(fixture.id(1)), timestamptz '2026-01-01 00:00:00+00',
    'is the same instant in every zone'
);

select finish();
rollback;
