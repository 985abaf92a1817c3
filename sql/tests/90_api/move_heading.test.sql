begin;
select plan(16);

select fixture.book();
select fixture.book(2, p_actor => 'user:8');

-- 1 with 1.1 and 1.1.1, 2 with 2.1; and t1 to t11, each under the one before.
select api.open_heading(fixture.id(1), heading, heading, parent)
from (
    values
    ('1', null), ('1.1', '1'), ('1.1.1', '1.1'), ('2', null), ('2.1', '2')
) as asked (heading, parent);

do $body$
begin
    perform api.open_heading(
        fixture.id(1), 't' || n, 'Tier', case when n > 1 then 't' || n - 1 end
    )
    from generate_series(1, 11) as n;
end;
$body$;

create function pg_temp.move(p_heading text, p_parent text default null, p_book integer default 1)
returns table (heading text, parent text, tier smallint, moved bigint, replayed boolean)
language sql
begin atomic
    select
        heading,
        parent,
        tier,
        moved,
        replayed
    from api.move_heading(fixture.id(p_book), p_heading, p_parent, 'user:7', repeat('a', 32));
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format('select api.move_heading(%L, %L)', book_id, heading))
       from (values (null, '1'), (fixture.id(1), null)) as asked (book_id, heading) $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "heading"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select pg_temp.move(null) $$,
    'LG002', 'A required value is missing.', 'refuses to move nothing'
);


-- 4 judge

select throws_ok(
    $$ select pg_temp.move('1', '2', 2) $$,
    'LG102', 'There is no such book.', 'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.move('3', '2') $$,
    'LG106', 'There is no such heading in this book.', 'refuses a heading that is not there'
);

select results_eq(
    $$ select fixture.facts_of(format('select pg_temp.move(%L, %L)', heading, parent))
       from (values ('3', '2'), ('1', '3')) as asked (heading, parent) $$,
    $$ values
        ('{"argument": "heading", "heading": "3"}'::jsonb),
        ('{"argument": "parent", "heading": "3"}') $$,
    'says which, the parent too'
);

select throws_ok(
    $$ select pg_temp.move('1', '1.1.1') $$,
    'LG209', 'The heading can''t stand there.', 'refuses to put it under what is under it'
);

select is(
    fixture.facts_of($$ select pg_temp.move('1', '1') $$),
    '{
        "argument": "parent", "heading": "1", "parent": "1", "is_below": true,
        "tier": 4, "tier_limit": 12
    }',
    'refuses to put it under itself, and says so'
);

select is(
    fixture.facts_of($$ select pg_temp.move('1', 't10') $$),
    '{
        "argument": "parent", "heading": "1", "parent": "t10", "is_below": false,
        "tier": 13, "tier_limit": 12
    }',
    'refuses to go deeper than twelve with what is taken along'
);


-- 5 write

select results_eq(
    $$ select * from pg_temp.move('1', 't9') $$,
    $$ values ('1', 't9', 10::smallint, 3::bigint, false) $$,
    'goes just as deep as twelve, with all that is under it'
);

select results_eq(
    $$ select heading::text, parent::text, tier from ledger.heading
       where heading like '1%' order by heading $$,
    $$ values
        ('1', 't9', 10::smallint), ('1.1', '1', 11::smallint), ('1.1.1', '1.1', 12::smallint) $$,
    'has each a tier under its parent'
);

select results_eq(
    $$ select answer.*
       from (values ('1.1', '2'), ('1.1', null), ('1', '2.1')) as asked (heading, parent),
           pg_temp.move(heading, parent) as answer $$,
    $$ values
        ('1.1', '2', 2::smallint, 2::bigint, false), ('1.1', null, 1::smallint, 2::bigint, false),
        ('1', '2.1', 3::smallint, 1::bigint, false) $$,
    'goes up and down, and makes a root'
);

select results_eq(
    $$ select heading::text, parent::text, tier from ledger.heading
       where heading !~ '^t' order by heading $$,
    $$ values
        ('1', '2.1', 3::smallint), ('1.1', null, 1::smallint), ('1.1.1', '1.1', 2::smallint),
        ('2', null, 1::smallint), ('2.1', '2', 2::smallint) $$,
    'has left the others where they were'
);


-- 3 replay

select results_eq(
    $$ select answer.*
       from (values ('1', '2.1'), ('2', null)) as asked (heading, parent),
           pg_temp.move(heading, parent) as answer $$,
    $$ values
        ('1', '2.1', 3::smallint, 0::bigint, true), ('2', null, 1::smallint, 0::bigint, true) $$,
    'answers that it stands there already'
);


-- 6 record

select results_eq(
    $$ select subject, payload, recorded_by::text, trace::text
       from audit.event where topic = 'heading.moved'
       order by subject, payload ->> 'parent' nulls last $$,
    $$ values
        ('1', '{"parent": "2.1"}'::jsonb, 'user:7', repeat('a', 32)),
        ('1', '{"parent": "t9"}', 'user:7', repeat('a', 32)),
        ('1.1', '{"parent": "2"}', 'user:7', repeat('a', 32)),
        ('1.1', '{"parent": null}', 'user:7', repeat('a', 32)) $$,
    'leaves one event a move'
);

select is(
    (
        select count(*) from ledger.heading as h
        where h.book_id <> fixture.id(1)
    ), 0::bigint,
    'touches no other book'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
