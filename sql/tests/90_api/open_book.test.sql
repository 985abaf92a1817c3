begin;
select plan(11);

select fixture.stop_clock('2026-01-31 12:00:00+00');

create function pg_temp.open_book(p_number integer, p_name text, p_actor text default 'user:7')
returns table (
    book_id uuid,
    name text,
    opened_at timestamptz,
    replayed boolean,
    refusal jsonb
)
language sql
begin atomic
    select
        book_id,
        name,
        opened_at,
        replayed,
        refusal
    from api.open_book(fixture.id(p_number), p_name, p_actor, repeat('a', 32));
end;


-- 1 validate

select throws_ok(
    $$ select api.open_book(null, 'Books') $$,
    'LG002', 'A required value is missing.',
    'refuses a book without an id'
);

select throws_ok(
    $$ select api.open_book(fixture.id(1), null) $$,
    'LG002', 'A required value is missing.',
    'refuses a book without a name'
);

select results_eq(
    $$ select fixture.facts_of(format('select api.open_book(%L, null)', book_id))
       from unnest(array[null, fixture.id(1)]) as book_id $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "name"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select pg_temp.open_book(1, '') $$,
    '23514', 'value for domain core.book_name violates check constraint "book_name_has_length"',
    'leaves an empty name to the domain'
);


-- 5 write

select results_eq(
    $$ select * from pg_temp.open_book(1, 'Books') $$,
    $$ values (
        fixture.id(1), 'Books', '2026-01-31 12:00:00+00'::timestamptz, false, null::jsonb
    ) $$,
    'opens a book'
);

select results_eq(
    $$ select * from pg_temp.open_book(2, 'Ours', null) $$,
    $$ values (
        fixture.id(2), 'Ours', '2026-01-31 12:00:00+00'::timestamptz, false, null::jsonb
    ) $$,
    'opens one for a login of the database'
);

select results_eq(
    $$ select book_id, actor::text from core.book_actor order by book_id, actor $$,
    $$ values (fixture.id(1), 'user:7') $$,
    'lets who opened it see it, and nobody else'
);


-- 3 replay

select fixture.stop_clock('2026-02-28 12:00:00+00');

select results_eq(
    $$ select answer.*
       from (values (1, 'Books', 'user:7'), (1, 'Books', null), (2, 'Ours', null))
           as asked (number, name, actor),
       pg_temp.open_book(number, name, actor) as answer $$,
    $$ select fixture.id(number), name, '2026-01-31 12:00:00+00'::timestamptz, true, null::jsonb
       from (values (1, 'Books'), (1, 'Books'), (2, 'Ours')) as asked (number, name) $$,
    'answers a repeated request as it answered the first'
);

select results_eq(
    $$ select answer.*
       from (values (1, 'Others', 'user:7'), (1, 'Books', 'user:8'), (2, 'Ours', 'user:7'))
           as asked (number, name, actor),
       pg_temp.open_book(number, name, actor) as answer $$,
    $$ select fixture.id(number), null, null::timestamptz, false,
           core.refusal('LG301', jsonb_build_object(
               'argument', 'book_id', 'book_id', fixture.id(number)
           ))::jsonb
       from unnest(array[1, 1, 2]) as number $$,
    'refuses another name, and who may not see the book though he knows its name'
);


-- 6 record

select results_eq(
    $$ select book_id, topic, subject, payload, recorded_by::text, trace::text
       from audit.event
       order by book_id $$,
    $$ values
        (
            fixture.id(1), 'book.opened', fixture.id(1)::text,
            '{"name": "Books", "actor": "user:7"}'::jsonb, 'user:7', repeat('a', 32)
        ),
        (
            fixture.id(2), 'book.opened', fixture.id(2)::text,
            '{"name": "Ours", "actor": null}', session_user::text collate "default",
            repeat('a', 32)
        ) $$,
    'leaves one event a book, whatever was repeated or refused'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
