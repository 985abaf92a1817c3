begin;
select plan(9);

select fixture.book();
select fixture.book(2, p_actor => 'user:8');
select api.open_heading(fixture.id(1), '1', 'Cash');

create function pg_temp.rename(p_heading text, p_name text, p_book integer default 1)
returns table (heading text, name text, replayed boolean)
language sql
begin atomic
    select
        heading,
        name,
        replayed
    from api.rename_heading(fixture.id(p_book), p_heading, p_name, 'user:7', repeat('a', 32));
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.rename_heading(%L, %L, %L)', book_id, heading, name
       ))
       from (values (null, '1', 'a'), (fixture.id(1), null, null), (fixture.id(1), '1', null))
           as asked (book_id, heading, name) $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array['book_id', 'heading', 'name']) as name $$,
    'names the first that is null'
);

select throws_ok(
    $$ select pg_temp.rename('1', null) $$,
    'LG002', 'A required value is missing.', 'refuses no name'
);


-- 4 judge

select throws_ok(
    $$ select pg_temp.rename('1', 'Till', 2) $$,
    'LG102', 'There is no such book.', 'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.rename('2', 'Till') $$,
    'LG106', 'There is no such heading in this book.', 'refuses a heading that is not there'
);

select is(
    fixture.facts_of($$ select pg_temp.rename('2', 'Till') $$),
    '{"argument": "heading", "heading": "2"}', 'says which'
);


-- 5 write, 3 replay

select results_eq(
    $$ select answer.*
       from unnest(array['Till', 'Till', 'Cash']) as name, pg_temp.rename('1', name) as answer $$,
    $$ values ('1', 'Till', false), ('1', 'Till', true), ('1', 'Cash', false) $$,
    'gives it another name, once, and the first one again'
);

select results_eq(
    $$ select name::text from api.list_headings(fixture.id(1)) $$, $$ values ('Cash') $$,
    'has it in the chart'
);


-- 6 record

select results_eq(
    $$ select subject, payload ->> 'name', recorded_by::text, trace::text
       from audit.event where topic = 'heading.renamed' order by payload ->> 'name' $$,
    $$ values
        ('1', 'Cash', 'user:7', repeat('a', 32)), ('1', 'Till', 'user:7', repeat('a', 32)) $$,
    'leaves one event a change'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
