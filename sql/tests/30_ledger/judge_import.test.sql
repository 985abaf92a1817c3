begin;
select plan(6);

select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.account(11, p_balance => 500);

insert into ledger.account_name (book_id, name, account_id)
values (fixture.id(1), 'a.sta:A', fixture.id(11));

create view pg_temp.verdict as
select
    statement_no,
    statement_id,
    is_known,
    outcome,
    gap_amount,
    refusal
from ledger.judge_import(fixture.id(1), fixture.id(900));

-- A was there before; B is new; 7 says what 5 says.
select fixture.statement(1, 500, array[100]);
select fixture.statement(2, 600, array[-30]);
select fixture.statement(3, 700);
select fixture.statement(4, 700, p_account => null);
select fixture.statement(5, 90, array[10], p_account => 'B');
select fixture.statement(6, 90, array[-1], p_account => 'B');
select fixture.statement(7, 90, array[10], p_account => 'B');

update ledger.staged_statement
set
    digest = (
        select digest from ledger.staged_statement
        where statement_no = 5
    )
where statement_no = 7;

select results_eq(
    $$ select statement_no, outcome, gap_amount from pg_temp.verdict order by statement_no $$,
    $$ values
        (1, 'posted', 0::numeric), (2, 'posted', 0), (3, 'posted', 130), (4, 'refused', null),
        (5, 'posted', null), (6, 'posted', -10), (7, 'duplicate', null) $$,
    'finds the gap of each statement but the first of an account'
);

select results_eq(
    $$ select statement_no, is_known from pg_temp.verdict where is_known $$,
    $$ values (7, true) $$,
    'knows what stands twice in one file'
);

select is(
    (
        select statement_id from pg_temp.verdict
        where statement_no = 7
    ),
    (
        select statement_id from pg_temp.verdict
        where statement_no = 5
    ),
    'lets the first answer for the second'
);

-- The opening of 1 falls into a closed month, its line does not; without a gap nothing is posted
-- there, with one the statement is refused, and what follows it too.
update ledger.staged_statement set opening_date = '2025-12-31';
insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2025-12-01', 'closed');

select results_eq(
    $$ select statement_no, refusal ->> 'code', refusal #>> '{facts,blocked_by}'
       from pg_temp.verdict where outcome <> 'duplicate' order by statement_no $$,
    $$ values
        (1, null, null), (2, null, null), (3, 'LG305', '3'), (4, 'LG311', null),
        (5, 'LG305', '5'), (6, 'LG305', '5') $$,
    'refuses what would be posted into a closed period, and what stands on it'
);

delete from ledger.period;
select fixture.statement(8, 1000000000000700);
select fixture.statement(9, 1000000000000701, array[1]);

select results_eq(
    $$ select statement_no, outcome, gap_amount, refusal ->> 'code'
       from pg_temp.verdict where statement_no >= 8 order by statement_no $$,
    $$ values
        (8, 'posted', 1000000000000000::numeric, null), (9, 'posted', 1, null) $$,
    'posts a gap as large as an amount can be'
);

update ledger.staged_statement set opening = opening + 1
where statement_no = 8;

select results_eq(
    $$ select statement_no, outcome, (refusal -> 'facts') - '{source,line_no,statement_no}'::text[]
       from pg_temp.verdict where statement_no >= 8 order by statement_no $$,
    $$ values
        (8, 'refused', '{"largest": "1000000000000001", "blocked_by": 8}'::jsonb),
        (9, 'refused', '{"largest": "1000000000000001", "blocked_by": 8}') $$,
    'refuses one unit more, and what stands on it'
);

select finish();
rollback;
