begin;
select plan(22);

-- At 3.65 % by act/365, the 15000 of account 12 bear a unit and a half a day.
select fixture.interest_account();
select fixture.interest_account(13);
select fixture.terms('2026-01-02');
select fixture.line(101, 15000, '2026-01-01');

create function pg_temp.accrue_without(p_from integer, p_to integer)
returns text
language sql
return format(
    'select api.accrue_interest(%L, %L, %L, %L)',
    case when 1 not between p_from and p_to then fixture.id(1) end,
    case when 2 not between p_from and p_to then fixture.id(12) end,
    case when 3 not between p_from and p_to then fixture.id(111) end,
    case when 4 not between p_from and p_to then '2026-01-02' end
);


-- 1 validate

select
    throws_ok(
        pg_temp.accrue_without(n, n),
        'LG002', 'A required value is missing.',
        format('refuses an accrual whose argument %s is null', n)
    )
from generate_series(1, 4) as n
order by n;

select results_eq(
    $$ select fixture.facts_of(pg_temp.accrue_without(n, 4)) from generate_series(1, 4) as n $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array['book_id', 'account_id', 'transfer_id', 'through_date']) as name $$,
    'names the first of those that are null'
);

select throws_ok(
    $$ select api.accrue_interest(
           fixture.id(1), fixture.id(12), '019b76da-a800-4000-8000-000000000111', '2026-01-02'
       ) $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id of another version'
);

select throws_ok(
    $$ select api.accrue_interest(
           fixture.id(1), fixture.id(12), '016f5e66-e800-7000-8000-000000000111', '2026-01-02'
       ) $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id of 2020'
);


-- 4 judge: what is raised

select throws_ok(
    $$ select fixture.accrue(111, '2026-01-02', p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select results_eq(
    $$ select fixture.facts_of(format('select fixture.accrue(111, %L, %s)', day, account))
       from (values ('2026-01-02', 14), ('2026-01-01', 12), ('2026-02-01', 12), ('2026-01-02', 13))
           as asked (day, account) $$,
    $$ values
        (jsonb_build_object('argument', 'account_id', 'account_id', fixture.id(14))),
        ('{"argument": "through_date", "asked": "2026-01-01"}'),
        ('{"argument": "through_date", "asked": "2026-02-01", "last_date": "2026-01-31"}'),
        ('{"argument": "through_date", "asked": "2026-01-02"}') $$,
    'refuses an account that is not there, one without terms, and days without'
);


-- 5 write

select results_eq(
    $$ select * from fixture.accrue(111, '2026-01-02') $$,
    $$ values (1::bigint, 1::numeric, 1314000000000::numeric, false, null::jsonb) $$,
    'posts the whole units, and tells what is left'
);

select results_eq(
    $$ select * from fixture.accrue(112, '2026-01-03') $$,
    $$ values (2::bigint, 3::numeric, 0::numeric, false, null::jsonb) $$,
    'posts the next day with what was left of the first'
);

select results_eq(
    $$ select kind::text, credit_account_id, debit_account_id, amount::bigint, value_date
       from ledger.transfer
       where transfer_id in (fixture.id(111), fixture.id(112))
       order by transfer_id $$,
    $$ select 'interest', fixture.id(12), fixture.id(21), amount::bigint, day
       from (values (1, date '2026-01-02'), (2, '2026-01-03')) as posted (amount, day) $$,
    'posts from the counterpart, on the last day that it counts'
);

do $body$
begin
    perform fixture.terms('2026-01-04', 0, p_debit_rate => 0.0365);
end;
$body$;

select results_eq(
    $$ select * from fixture.accrue(113, '2026-01-04') $$,
    $$ values (0::bigint, 3::numeric, 0::numeric, false, null::jsonb) $$,
    'posts nothing where nothing is due'
);

select is_empty(
    $$ select from ledger.transfer where transfer_id = fixture.id(113) $$,
    'leaves no transfer then'
);

select throws_ok(
    $$ select api.accrue_interest(
           fixture.id(1), fixture.id(12), '016f5e66-e800-7000-8000-000000000111', '2026-01-05'
       ) $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id of 2020 where nothing is due too'
);


-- 3 replay

select results_eq(
    $$ select asked, accrued.*
       from unnest(array[111, 113]) as asked,
       fixture.accrue(asked, case asked when 111 then '2026-01-02' else '2026-01-04' end::date)
           as accrued $$,
    $$ values
        (111, 1::bigint, 1::numeric, 1314000000000::numeric, true, null::jsonb),
        (113, 0, 3, 0, true, null) $$,
    'answers a repeated request as it answered the first, though the day is accrued'
);

select results_eq(
    $$ select
           accrued.replayed, accrued.refusal ->> 'code', accrued.refusal -> 'facts' -> 'differing'
       from (values (111, '2026-01-05'::date, 12), (111, '2026-01-02', 13), (101, '2026-01-05', 12))
           as other (id, day, account),
       fixture.accrue(id, day, account) as accrued $$,
    $$ values
        (false, 'LG301', '["through_date"]'::jsonb),
        (false, 'LG301', '["account_id"]'),
        (false, 'LG301', '["kind"]') $$,
    'refuses the id of another accrual, or of a transfer, with what differs'
);

select throws_ok(
    $$ select fixture.accrue(114, '2026-01-04') $$,
    'LG206', 'The interest of the day is accrued already.',
    'refuses another accrual of a day that is accrued'
);


-- 4 judge: what is returned

select fixture.line(115, -16000, '2026-01-05');

update ledger.account set balance_floor = -1000
where account_id = fixture.id(12);

do $body$
begin
    perform fixture.terms('2026-01-05', 0, p_debit_rate => 5);
end;
$body$;

select results_eq(
    $$ select amount, replayed, refusal ->> 'code', refusal -> 'facts' ->> 'available'
       from fixture.accrue(116, '2026-01-05') $$,
    $$ values (null::bigint, false, 'LG303', '3') $$,
    'refuses to take interest below the floor'
);

select fixture.line(117, 1000, '2026-01-06');

select results_eq(
    $$ select replayed, refusal ->> 'code' from fixture.accrue(116, '2026-01-05') $$,
    $$ values (true, 'LG303') $$,
    'refuses it still, when it is asked again'
);

select results_eq(
    $$ select amount, refusal from fixture.accrue(118, '2026-01-06') $$,
    $$ values (-13::bigint, null::jsonb) $$,
    'takes it with the next accrual, which has another id'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
