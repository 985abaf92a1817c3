begin;
select plan(4);

select ledger.add_month('2001-01-01');
select ledger.add_month('2099-12-31');

select results_eq(
    $$ select core.id_time(first_id), core.id_time(end_id) from ledger.kept_ids() $$,
    $$ values (timestamptz '2001-01-01 00:00:00+00', timestamptz '2100-01-01 00:00:00+00') $$,
    'begins with the first month and ends behind the last'
);

set local time zone 'Pacific/Kiritimati';

select results_eq(
    $$ select first_id, end_id from ledger.kept_ids() $$,
    $$ select core.id_floor('2001-01-01 00:00:00+00'), core.id_floor('2100-01-01 00:00:00+00') $$,
    'takes the months by UTC'
);

-- A book that nobody used for half a year: the jobs begin anew, and leave months out.
select is(
    (select missing @> array['2001-02-01', '2099-11-01']::date[] from ledger.kept_ids()), true,
    'tells the months that are not there between the two'
);

select is(
    (select '2026-01-01' = any(missing) or '2001-01-01' = any(missing) from ledger.kept_ids()),
    false,
    'tells no month that is there'
);

select finish();
rollback;
