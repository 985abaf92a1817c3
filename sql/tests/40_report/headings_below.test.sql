begin;
select plan(4);

select fixture.book(1);
select fixture.book(2);
select api.open_heading(fixture.id(1), heading, heading, parent)
from (
    values
    ('1', null), ('1.1', '1'), ('1.2', '1'), ('1.1.1', '1.1'), ('2', null)
) as asked (heading, parent);
select api.open_heading(fixture.id(2), heading, heading, parent)
from (values ('1', null), ('1.9', '1')) as asked (heading, parent);

select results_eq(
    $$ select below::text from report.headings_below(fixture.id(1), '1') as below $$,
    $$ values ('1'), ('1.1'), ('1.1.1'), ('1.2') $$,
    'has the heading itself and all under it, in order, of this book alone'
);

select results_eq(
    $$ select below::text from report.headings_below(fixture.id(1), '1.1.1') as below $$,
    $$ values ('1.1.1') $$,
    'has itself alone where nothing stands under it'
);

select is_empty(
    $$ select * from report.headings_below(fixture.id(1), '1.9')
       union all select * from report.headings_below(fixture.id(1), null) $$,
    'has nothing where there is no heading'
);

select fixture.invariants();

select finish();
rollback;
