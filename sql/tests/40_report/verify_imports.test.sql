begin;
select plan(5);

-- Account A has two statements, one with a break and one with a gap; account B's has no line, and
-- C's nothing at all. What was refused is no statement of the ledger.
select fixture.book();
select fixture.statement(1, 1000, '{250,-100,0,100}', p_off => 7);
select fixture.statement(2, 1300, '{5}');
select fixture.statement(3, 20, p_account => 'B');
select fixture.statement(4, p_account => 'C');
select fixture.statement(5, p_account => 'D', p_currency => 'XAU');

select results_eq(
    $$ select outcome from fixture.post_import() order by statement_no $$,
    $$ values ('posted'), ('posted'), ('posted'), ('posted'), ('refused') $$,
    'is asked about four statements that were posted, and one that was not'
);

select is_empty(
    $$ select * from report.verify_imports() $$,
    'has no row where all is well'
);

drop trigger transfer_append_only on ledger.transfer;
drop trigger imported_statement_append_only on ledger.imported_statement;

create function pg_temp.drop_month_guards()
returns void
language plpgsql
as $body$
declare
    v_month regclass;
begin
    for v_month in select inhrelid from pg_inherits where inhparent = 'ledger.transfer'::regclass
    loop
        execute format('drop trigger transfer_append_only on %s', v_month);
    end loop;
end;
$body$;

select pg_temp.drop_month_guards();

update ledger.transfer set amount = amount + 1
where kind = 'break';

select results_eq(
    $$ select invariant, book_id, place from report.verify_imports() $$,
    $$ select
           'an imported statement is posted as a whole', book_id, 'statement ' || statement_id
       from ledger.imported_statement
       where statement_no = 1 $$,
    'names book and statement of which another sum was posted'
);

update ledger.transfer set amount = amount - 1
where kind = 'break';

update ledger.transfer set credit_balance = credit_balance + 1
where kind = 'opening';

select results_eq(
    $$ select invariant, book_id, place from report.verify_imports() $$,
    $$ select
           'an account closes an imported statement as the bank does', book_id,
           'statement ' || statement_id
       from ledger.imported_statement
       where statement_no = 3 $$,
    'looks at what the last transfer of a statement left, and at no other'
);

select volatility_is('report', 'verify_imports', 'stable', 'reads the snapshot of its caller');

select finish();
rollback;
