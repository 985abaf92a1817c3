begin;
select plan(23);

select fixture.book();
select fixture.book(2, p_actor => 'user:8');

create function pg_temp.open(
    p_heading text,
    p_name text default 'A name',
    p_parent text default null,
    p_book integer default 1
)
returns table (heading text, name text, parent text, replayed boolean)
language sql
begin atomic
    select
        heading,
        name,
        parent,
        replayed
    from api.open_heading(
        fixture.id(p_book), p_heading, p_name, p_parent, 'user:7', repeat('a', 32)
    );
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.open_heading(%L, %L, %L)', book_id, heading, name
       ))
       from (values (null, '1', 'a'), (fixture.id(1), null, null), (fixture.id(1), '1', null))
           as asked (book_id, heading, name) $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array['book_id', 'heading', 'name']) as name $$,
    'names the first that is null'
);

select throws_ok(
    $$ select pg_temp.open(null) $$,
    'LG002', 'A required value is missing.', 'refuses a heading without a code'
);

select
    throws_ok(
        format('select pg_temp.open(%L)', code),
        '23514',
        'value for domain core.heading_code violates check constraint "heading_code_has_form"',
        format('leaves the code "%s" to the domain', code)
    )
from unnest(array['', 'a b', '.1', '-', 'ü', repeat('1', 41)]) as code;


-- 4 judge

select throws_ok(
    $$ select pg_temp.open('1', p_book => 2) $$,
    'LG102', 'There is no such book.', 'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.open('1.1', p_parent => '1') $$,
    'LG106', 'There is no such heading in this book.', 'refuses a parent that is not there'
);

select is(
    fixture.facts_of($$ select pg_temp.open('1.1', p_parent => '1') $$),
    '{"argument": "parent", "heading": "1"}',
    'says which'
);

select throws_ok(
    $$ select pg_temp.open('1', p_parent => '1') $$,
    'LG106', 'There is no such heading in this book.', 'refuses itself as its parent'
);


-- 5 write

select results_eq(
    $$ select answer.*
       from (values
           ('1', 'Assets', null), ('1.1', 'Cash', '1'), (repeat('x', 40), repeat('y', 140), '1.1')
       ) as asked (heading, name, parent),
       pg_temp.open(heading, name, parent) as answer $$,
    $$ values
        ('1', 'Assets', null, false), ('1.1', 'Cash', '1', false),
        (repeat('x', 40), repeat('y', 140), '1.1', false) $$,
    'opens a root, and headings under it, of the longest code and name'
);

select results_eq(
    $$ select heading::text, tier from api.list_headings(fixture.id(1)) $$,
    $$ values ('1', 1::smallint), ('1.1', 2::smallint), (repeat('x', 40), 3::smallint) $$,
    'has them in the chart'
);

select results_eq(
    $$ select heading::text
       from api.open_heading(fixture.id(2), '1', 'Aktiva', p_actor => 'user:8') $$,
    $$ values ('1') $$,
    'takes the same code in another book'
);

do $body$
begin
    perform pg_temp.open('t' || n, 'Tier', case when n > 1 then 't' || n - 1 end)
    from generate_series(1, 12) as n;
end;
$body$;

select is(
    (
        select tier from ledger.heading
        where heading = 't12'
    ), 12::smallint, 'goes twelve deep'
);

select throws_ok(
    $$ select pg_temp.open('t13', p_parent => 't12') $$,
    'LG209', 'The heading can''t stand there.', 'goes no deeper'
);

select is(
    fixture.facts_of($$ select pg_temp.open('t13', p_parent => 't12') $$),
    '{"argument": "parent", "heading": "t13", "parent": "t12", "tier": 13, "tier_limit": 12}',
    'says how deep it would be'
);


-- 3 replay

select api.rename_heading(fixture.id(1), '1.1', 'Till');
select api.move_heading(fixture.id(1), '1.1');

select results_eq(
    $$ select answer.* from pg_temp.open('1.1', 'Cash', '1') as answer $$,
    $$ values ('1.1', 'Cash', '1', true) $$,
    'answers a repeated request as it answered the first, wherever the heading stands by now'
);

select throws_ok(
    $$ select pg_temp.open('1.1', 'Till') $$,
    'LG202', 'The code already belongs to another heading.',
    'refuses the code with the name and the place that it got later'
);

select is(
    fixture.facts_of($$ select pg_temp.open('1.1', 'Cash', 't1') $$),
    '{"argument": "heading", "heading": "1.1"}',
    'refuses it with another parent, and says which'
);


-- 6 record

select results_eq(
    $$ select payload, recorded_by::text, trace::text
       from audit.event where topic = 'heading.opened' and subject in ('1.1', 't1')
       order by subject $$,
    $$ values
        ('{"name": "Cash", "parent": "1"}'::jsonb, 'user:7', repeat('a', 32)),
        ('{"name": "Tier", "parent": null}', 'user:7', repeat('a', 32)) $$,
    'leaves one event a heading'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
