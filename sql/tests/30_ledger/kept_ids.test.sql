begin;
select plan(2);

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

select finish();
rollback;
