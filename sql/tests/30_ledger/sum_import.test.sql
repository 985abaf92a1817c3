begin;
select plan(5);

select fixture.book(1);
select fixture.statement(1, 1000, array[-1500, 0, 30], p_off => 5);
select fixture.statement(2, 0);
select fixture.statement(3, 0, array[1]);
update ledger.staged_line set balance = 2
where statement_no = 3;

insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2026-01-01', 'closed'), (fixture.id(1), '2026-02-01', 'open');

update ledger.staged_line set value_date = '2026-02-01'
where statement_no = 3;
update ledger.staged_statement set closing_date = '2026-02-28'
where statement_no = 3;

create view pg_temp.total as
select
    statement_no,
    lines,
    credits,
    debits,
    break_amount,
    breaks,
    largest,
    lowest,
    highest,
    closed_from
from ledger.sum_import(fixture.id(1), fixture.id(900));

select results_eq(
    $$ select
           statement_no, lines, credits, debits, break_amount, largest, lowest, highest
       from pg_temp.total order by statement_no $$,
    $$ values
        (1, 3::bigint, 30::numeric, 1500::numeric, 5::numeric, 1500::numeric, -1500::numeric,
         0::numeric),
        (3, 1, 1, 0, 0, 1, 0, 2) $$,
    'counts the lines, adds them up, and tells how far the balance strays'
);

select results_eq(
    $$ select statement_no, breaks from pg_temp.total order by statement_no $$,
    $$ values
        (1, '[{"item": 5, "amount": "5", "line_no": null, "reference": "statement 1"}]'::jsonb),
        (3, '[{"item": 3, "amount": "1", "line_no": 31, "reference": "ref 1"},
             {"item": 4, "amount": "-1", "line_no": null, "reference": "statement 3"}]') $$,
    'lists the breaks, at a line or behind the last one'
);

select results_eq(
    $$ select statement_no, closed_from from pg_temp.total order by statement_no $$,
    $$ values (1, date '2026-01-01'), (3, null) $$,
    'finds a day in a closed period'
);

update ledger.period set state = 'soft_closed'
where state = 'open';

select results_eq(
    $$ select statement_no, closed_from from pg_temp.total order by statement_no $$,
    $$ values (1, date '2026-01-01'), (3, '2026-02-01') $$,
    'finds a day in a period that is closed softly'
);

update ledger.period set state = 'open';
insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2026-03-01', 'closing');

select results_eq(
    $$ select statement_no, closed_from from pg_temp.total order by statement_no $$,
    $$ values (1, date '2026-01-01'), (3, '2026-02-01') $$,
    'finds a day that a later closing month shuts'
);

select finish();
rollback;
