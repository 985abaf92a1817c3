begin;
select plan(3);

select is(
    report.first_kept_id(),
    core.id_floor('2026-01-01 00:00:00+00'),
    'begins with the first month that is kept'
);

select ledger.add_month('2025-12-31');

select is(
    report.first_kept_id(),
    core.id_floor('2025-12-01 00:00:00+00'),
    'follows a month that is made'
);

drop table ledger.transfer_2025_12, ledger.transfer_2026_01;

select cmp_ok(
    report.first_kept_id(), '>=', core.id_floor('2026-02-01 00:00:00+00'),
    'follows months that are gone'
);

select finish();
rollback;
