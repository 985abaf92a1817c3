begin;
select plan(5);

select fixture.book(1);
select fixture.book(2);
select fixture.stop_clock('2026-01-31 12:00:00+00');

-- Breaks behind the last line, at a line and behind it, at the last line and behind it, of no line.
create function pg_temp.stage()
returns void
language plpgsql
as $body$
begin
    perform fixture.statement(1, 1000, array[-100, 0, 30], p_off => 5);
    perform fixture.statement(2, 935, array[-100, 30, 7, 1], p_off => -2);
    perform fixture.statement(3, 871, array[7], p_off => 3);
    perform fixture.statement(4, 881, p_off => 1);
    perform fixture.statement(5, 882, array[1, 2]);
    update ledger.staged_line set balance = 900
    where statement_no = 2 and place = 3;
    update ledger.staged_line set balance = 880
    where statement_no = 3;
    update ledger.staged_statement set closing_date = null
    where statement_no = 2;
end;
$body$;

select pg_temp.stage();
select fixture.statement(1, 7, array[1], p_import => 901, p_source => 'b.sta');

create table pg_temp.item as
select
    statement_no,
    item,
    kind,
    moved,
    value_date,
    memo
from ledger.read_import(fixture.id(1), fixture.id(900));

-- The lines go with the answer: staged again, they lie beside the journal as in the midst of it.
select count(*) from fixture.post_import();
select pg_temp.stage();

select results_eq(
    $$ select statement_no, item, kind, moved, value_date, memo
       from ledger.recall_import(fixture.id(1), fixture.id(900))
       order by statement_no, item $$,
    $$ select statement_no, item, kind::text, moved::bigint, value_date, memo::text
       from pg_temp.item order by statement_no, item $$,
    'finds the items that were judged, by number, kind, amount, day and memo'
);

select results_eq(
    $$ select statement_no, array_agg(item order by item)
       from ledger.recall_import(fixture.id(1), fixture.id(900))
       where kind = 'break' group by statement_no order by statement_no $$,
    $$ values
        (1, array[5::bigint]), (2, array[5::bigint, 7]), (3, array[3::bigint, 4]),
        (4, array[2::bigint]) $$,
    'has the breaks at their lines, behind the last one, and where there is none'
);

select results_eq(
    $$ select count(*) from ledger.recall_import(fixture.id(1), fixture.id(901)) $$,
    $$ values (1::bigint) $$,
    'takes the lines of the one import'
);

select is_empty(
    $$ select * from ledger.recall_import(fixture.id(2), fixture.id(900)) $$,
    'finds nothing in another book'
);

select is_empty(
    $$ select * from ledger.recall_import(fixture.id(1), null)
       union all
       select * from ledger.recall_import(null, fixture.id(900)) $$,
    'finds nothing where none is asked for'
);

select finish();
rollback;
