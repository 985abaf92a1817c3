begin;
select plan(10);

select fixture.book();
select fixture.book(2, p_actor => 'user:8');
select api.open_heading(fixture.id(1), heading, 'H ' || heading, parent)
from (
    values
    ('2', null), ('1', null), ('1.2', '1'), ('1.1', '1'), ('1.1.1', '1.1')
) as asked (heading, parent);
select api.open_heading(fixture.id(2), '3', 'Other');

create function pg_temp.listed(
    p_parent text default null,
    p_after text default null,
    p_limit integer default 50
)
returns text[]
language sql
return array(
    select heading from api.list_headings(fixture.id(1), p_parent, p_after, p_limit, 'user:7')
);


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format('select api.list_headings(%L, p_limit => null)', book_id))
       from unnest(array[null, fixture.id(1)]) as book_id $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "limit"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.list_headings(null) $$,
    'LG002', 'A required value is missing.', 'refuses to look into no book'
);

select throws_ok(
    $$ select pg_temp.listed(p_limit => 501) $$,
    '23514', 'value for domain core.page_size violates check constraint "page_size_is_in_range"',
    'leaves a page of more than 500 to the domain'
);


-- 4 judge

select throws_ok(
    $$ select api.list_headings(fixture.id(1), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.', 'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.listed('3') $$,
    'LG106', 'There is no such heading in this book.', 'refuses a parent of another book'
);


-- The answer

select results_eq(
    $$ select heading::text, name::text, parent::text, tier
       from api.list_headings(fixture.id(1)) $$,
    $$ values
        ('1', 'H 1', null, 1::smallint), ('1.1', 'H 1.1', '1', 2::smallint),
        ('1.1.1', 'H 1.1.1', '1.1', 3::smallint), ('1.2', 'H 1.2', '1', 2::smallint),
        ('2', 'H 2', null, 1::smallint) $$,
    'lists the headings of the book in the order of their codes'
);

select results_eq(
    $$ select pg_temp.listed(p_after => after, p_limit => 2)
       from unnest(array[null, '1.1', '1.2']) as after $$,
    $$ values ('{1,1.1}'::text[]), ('{1.1.1,1.2}'), ('{2}') $$,
    'begins after the heading that is named, and ends with the limit or the book'
);

select results_eq(
    $$ select pg_temp.listed(parent, after)
       from (values ('1', null), ('1', '1.1'), ('2', null)) as asked (parent, after) $$,
    $$ values ('{1.1,1.2}'::text[]), ('{1.2}'), ('{}') $$,
    'lists those that stand directly under a parent'
);

select is(pg_temp.listed(p_limit => 500), pg_temp.listed(), 'takes a page of 500');


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
