begin;
select plan(1);

select throws_ok(
    $$ select core.refuse_infinity('value_date') $$,
    '22008', 'value_date is infinity, which is no day',
    'says which argument is no day, with the state of an overflow'
);

select finish();
rollback;
