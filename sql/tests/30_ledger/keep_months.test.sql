begin;
select plan(6);

create function pg_temp.month_since(p_year text)
returns setof text
language sql
as $body$
    select relname collate "default"
    from pg_inherits
    inner join pg_class on oid = inhrelid
    where
        inhparent = 'ledger.transfer'::regclass
        and relname >= 'transfer_' || p_year
    order by relname;
$body$;

select fixture.stop_clock('2040-11-30 23:59:59+00');

select is(ledger.keep_months(), 5, 'makes what is missing');

select results_eq(
    $$ select pg_temp.month_since('2040') $$,
    $$ values
       ('transfer_2040_10'), ('transfer_2040_11'), ('transfer_2040_12'), ('transfer_2041_01'),
       ('transfer_2041_02') $$,
    'keeps the last month, this one, and the next three, over the end of a year'
);

select is(ledger.keep_months(), 0, 'makes nothing that is there');

select fixture.stop_clock('2040-12-01 00:00:00+00');

select is(ledger.keep_months(), 1, 'makes one more when the month is over');

select fixture.stop_clock('2041-01-31 23:00:00-10');

select is(ledger.keep_months(), 2, 'reckons by UTC: it is February there');

select results_eq(
    $$ select max(month) from pg_temp.month_since('2040') as month $$,
    $$ values ('transfer_2041_05') $$,
    'does not skip a short month from a long one''s last day'
);

select finish();
rollback;
