begin;
select plan(6);

select fixture.book(1);

create function pg_temp.item(p_statement integer)
returns table (item bigint, line_no integer, kind text, moved numeric, reached numeric)
language sql
begin atomic
    select
        item,
        line_no,
        kind,
        moved,
        reached
    from ledger.read_import(fixture.id(1), fixture.id(900))
    where statement_no = p_statement
    order by item;
end;

select fixture.statement(1, 1000, array[-100, 0, 30]);
select fixture.statement(2, 1000, array[-100, 30], p_off => 5);
select fixture.statement(3, 1000, array[-100, 30, 7, 1], p_off => -2);
select fixture.statement(4, 0);
select fixture.statement(1, 1, array[1], p_import => 901);

-- A source that states a balance a line: the third is off by 9, the fourth says nothing.
update ledger.staged_line set balance = 900
where statement_no = 3 and line_no = 31;
update ledger.staged_line set balance = 946
where statement_no = 3 and line_no = 33;

select results_eq(
    $$ select * from pg_temp.item(1) $$,
    $$ values
        (2::bigint, 11, 'transfer', -100::numeric, -100::numeric),
        (3, 12, 'transfer', 0, -100),
        (4, 13, 'transfer', 30, -70) $$,
    'gives each line of the import its place, an empty one too, from 2 on'
);

select results_eq(
    $$ select * from pg_temp.item(2) $$,
    $$ values
        (2::bigint, 21, 'transfer', -100::numeric, -100::numeric),
        (3, 22, 'transfer', 30, -70),
        (4, null, 'break', 5, -65) $$,
    'puts the break behind the last line'
);

select results_eq(
    $$ select * from pg_temp.item(3) $$,
    $$ values
        (2::bigint, 31, 'transfer', -100::numeric, -100::numeric),
        (3, 32, 'transfer', 30, -70),
        (4, 33, 'transfer', 7, -63),
        (5, 33, 'break', 9, -54),
        (6, 34, 'transfer', 1, -53),
        (7, null, 'break', -11, -64) $$,
    'puts it where it arises when the source states a balance a line'
);

select is_empty(
    $$ select * from pg_temp.item(4) $$,
    'gives nothing of a statement without lines that adds up'
);

select results_eq(
    $$ select value_date, memo::text, reference::text
       from ledger.read_import(fixture.id(1), fixture.id(900)) where statement_no = 2
       order by item $$,
    $$ values
        (date '2026-01-11', 'ref 1', 'ref 1'),
        (date '2026-01-11', 'line 2', 'ref 2'),
        (date '2026-01-12', 'statement 2', 'statement 2') $$,
    'takes the reference where there is no memo, and the day of the closing for its break'
);

-- A source whose lines stand in another order than they were booked in.
update ledger.staged_line set place = place + 10
where statement_no = 1 and line_no < 13;

select results_eq(
    $$ select * from pg_temp.item(1) $$,
    $$ values
        (2::bigint, 13, 'transfer', 30::numeric, 30::numeric),
        (3, 11, 'transfer', -100, -70),
        (4, 12, 'transfer', 0, -70) $$,
    'orders the lines by their places, not as the file has them'
);

select finish();
rollback;
