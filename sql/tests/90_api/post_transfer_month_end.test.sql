-- A retry that comes after midnight, or after the end of the month: the id leads to where the first
-- answer is, and says which day counts, whatever the clock shows by then.

begin;
select plan(5);

select fixture.account(11, p_balance => 500);
select fixture.account(12);

create function pg_temp.last_of_january(p_number integer)
returns uuid
language sql
return (
    left(core.id_floor('2026-01-31 23:59:59.999+00')::text, 14)
    || '7000-8000-' || lpad(p_number::text, 12, '0')
)::uuid;

create function pg_temp.post(
    p_at timestamptz,
    p_number integer default 1,
    p_amount bigint default 5
)
returns table (debit_balance bigint, value_date date, replayed boolean, code text)
language plpgsql
as $body$
begin
    perform fixture.stop_clock(p_at);

    return query
    select posted.debit_balance::bigint, posted.value_date, posted.replayed, refusal ->> 'code'
    from api.post_transfer(
        fixture.id(1), pg_temp.last_of_january(p_number), fixture.id(11), fixture.id(12), p_amount,
        'EUR'
    ) as posted;
end;
$body$;

select ledger.add_month('2026-02-01');

select results_eq(
    $$ select answer.*
       from unnest(array[
           '2026-01-31 23:59:59.999+00', '2026-02-01 00:00:00+00', '2026-02-01 00:00:00-12',
           '2026-03-01 00:00:00+00', '2027-01-31 23:59:59+00'
       ]::timestamptz[]) with ordinality as asked (asked_at, place),
       pg_temp.post(asked_at) as answer
       order by place $$,
    $$ select 495::bigint, date '2026-01-31', place > 1, null::text
       from generate_series(1, 5) as place $$,
    'finds the first answer after midnight, in the next month, and a year later'
);

select results_eq(
    $$ select first.*, again.code, again.replayed
       from
           pg_temp.post('2026-01-31 23:59:59.999+00', 2, 496) as first,
           pg_temp.post('2026-02-01 00:00:00+00', 2, 496) as again $$,
    $$ values (null::bigint, null::date, false, 'LG303', 'LG303', true) $$,
    'finds the first refusal too'
);

select results_eq(
    $$ select * from pg_temp.post('2026-02-01 00:00:00.2+00', 3) $$,
    $$ values (490::bigint, date '2026-01-31', false, null::text) $$,
    'counts on the day of the id what arrives after midnight for the first time'
);

select results_eq(
    $$ select tableoid::regclass::text, count(*) from ledger.transfer
       where transfer_id >= pg_temp.last_of_january(0) group by tableoid $$,
    $$ values ('ledger.transfer_2026_01', 3::bigint) $$,
    'keeps them in the month of their ids'
);

select fixture.invariants();

select finish();
rollback;
