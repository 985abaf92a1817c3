begin;
select plan(12);

-- Account 11 got 500 in January, from account 1, and gave 12 100 for December, 30 for January, then
-- 7 for February; 12 was refused once. Account 13 was never moved.
select fixture.stop_clock('2026-03-02 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13);

do $body$
begin
    perform api.post_transfer(
        fixture.id(1), fixture.id(n), fixture.id(debit), fixture.id(credit), amount, 'EUR',
        p_value_date => day
    )
    from (values
        (101, 11, 12, 100, '2025-12-31'::date), (102, 11, 12, 30, '2026-01-31'),
        (103, 11, 12, 7, '2026-02-01'), (104, 12, 11, 900, '2026-01-31')
    ) as asked (n, debit, credit, amount, day);
end;
$body$;

-- 1 validate

select throws_ok(
    $$ select api.soft_close_period(null, '2026-01-01') $$,
    'LG002', 'A required value is missing.',
    'refuses no book'
);

select results_eq(
    $$ select fixture.facts_of(format('select api.soft_close_period(%L, %L)', book_id, day))
       from (values (null, null), (fixture.id(1), null)) as asked (book_id, day) $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "period_start"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.soft_close_period(fixture.id(1), '2026-01-02') $$,
    'LG010', 'The day is not the first of a month.',
    'refuses another day than a month''s first'
);


-- 4 judge

select throws_ok(
    $$ select api.soft_close_period(fixture.id(1), '2026-01-01', p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select api.soft_close_period(fixture.id(1), '2026-03-01') $$,
    'LG205', 'The period can''t take this step now.',
    'refuses a month that is not over'
);


-- 3 replay, 5 write, 6 record

create function pg_temp.post(p_transfer integer, p_day date, p_routine text default 'transfer')
returns text
language plpgsql
as $body$
declare
    v_code text;
begin
    execute format(
        $sql$
            select refusal ->> 'code'
            from api.post_%s($1, $2, $3, $4, 1, 'EUR', p_value_date => $5)
        $sql$,
        p_routine
    )
    into v_code
    using fixture.id(1), fixture.id(p_transfer), fixture.id(11), fixture.id(12), p_day;
    return v_code;
end;
$body$;

select results_eq(
    $$ select period_start, state::text, replayed
       from
           generate_series(1, 2) as time (n),
           api.soft_close_period(fixture.id(n / n), '2026-01-01', 'user:7') $$,
    $$ values ('2026-01-01'::date, 'soft_closed', false), ('2026-01-01', 'soft_closed', true) $$,
    'closes it once, and answers so again'
);

select results_eq(
    $$ select topic, subject, payload, recorded_by::text from audit.event $$,
    $$ values ('period.soft_closed', '2026-01-01', '{"state": "soft_closed"}'::jsonb, 'user:7') $$,
    'leaves one event'
);

select results_eq(
    $$ select pg_temp.post(n, day, routine)
       from (values
           (111, '2025-12-31'::date, 'transfer'), (112, '2026-01-01', 'transfer'),
           (113, '2026-01-31', 'transfer'), (114, '2026-01-31', 'adjustment'),
           (115, '2026-02-01', 'transfer')
       ) as asked (n, day, routine) $$,
    $$ values (null), ('LG305'), ('LG305'), (null), (null) $$,
    'leaves the month to adjustments, and no other month'
);

select fixture.close_period('2026-01-01');

select is(
    fixture.facts_of($$ select api.soft_close_period(fixture.id(1), '2026-01-01') $$),
    '{"argument": "period_start", "period_start": "2026-01-01", "step": "soft_close",
      "state": "closed", "reopen_first": "2026-01-01"}',
    'refuses what is closed'
);

select is(
    pg_temp.post(116, '2026-01-31', 'adjustment'), 'LG305', 'which takes no adjustment either'
);

select api.reopen_period(fixture.id(1), '2026-01-01', 'forgot one');

select results_eq(
    $$ select state::text, replayed from api.soft_close_period(fixture.id(1), '2026-01-01') $$,
    $$ values ('soft_closed', false) $$,
    'closes softly what was opened again'
);

select fixture.invariants();

select finish();
rollback;
