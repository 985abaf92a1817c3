begin;
select plan(11);

select fixture.account(11);
select fixture.account(12);
select fixture.book(2, p_actor => 'user:8');
select api.open_heading(fixture.id(1), '1', 'Cash');
select api.open_heading(fixture.id(1), '2', 'Clients');
select api.set_account_metadata(fixture.id(1), fixture.id(11), '{"a": 1}');
select api.close_account(fixture.id(1), fixture.id(12));

create function pg_temp.place(
    p_number integer,
    p_heading text default null,
    p_book integer default 1
)
returns table (account_id uuid, heading text, replayed boolean)
language sql
begin atomic
    select
        account_id,
        heading,
        replayed
    from api.set_account_heading(
        fixture.id(p_book), fixture.id(p_number), p_heading, 'user:7', repeat('a', 32)
    );
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format('select api.set_account_heading(%L, %L)', book_id, account))
       from (values (null, fixture.id(11)), (fixture.id(1), null)) as asked (book_id, account) $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "account_id"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select pg_temp.place(null) $$,
    'LG002', 'A required value is missing.', 'refuses to place nothing'
);


-- 4 judge

select throws_ok(
    $$ select pg_temp.place(11, '1', 2) $$,
    'LG102', 'There is no such book.', 'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.place(99, '1') $$,
    'LG101', 'There is no such account in this book.', 'refuses an unknown account'
);

select throws_ok(
    $$ select pg_temp.place(11, '3') $$,
    'LG106', 'There is no such heading in this book.', 'refuses a heading that is not there'
);

select is(
    fixture.facts_of($$ select pg_temp.place(11, '3') $$),
    '{"argument": "heading", "heading": "3"}', 'says which'
);


-- 3 replay, 5 write

select results_eq(
    $$ select answer.*
       from (values
           (11, null), (11, '1'), (11, '1'), (11, '2'), (12, '1'), (11, null), (11, null)
       ) as asked (number, heading),
       pg_temp.place(number, heading) as answer $$,
    $$ values
        (fixture.id(11), null, true), (fixture.id(11), '1', false), (fixture.id(11), '1', true),
        (fixture.id(11), '2', false), (fixture.id(12), '1', false), (fixture.id(11), null, false),
        (fixture.id(11), null, true) $$,
    'puts an account under a heading, another, or none; a closed one too'
);

select results_eq(
    $$ select account_id, heading::text, metadata::jsonb from report.account()
       order by account_id $$,
    $$ values (fixture.id(11), null, '{"a": 1}'::jsonb), (fixture.id(12), '1', null) $$,
    'has it in the account, and leaves its metadata alone'
);


-- 6 record

select is(
    (
        select count(*) from audit.event
        where topic = 'account.heading_set' and recorded_by = 'user:7' and trace = repeat('a', 32)
    ),
    4::bigint,
    'leaves one event a change'
);

select is(
    (
        select payload from audit.event
        where topic = 'account.heading_set' and subject = fixture.id(12)::text
    ),
    '{"heading": "1"}',
    'says what it is since'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
