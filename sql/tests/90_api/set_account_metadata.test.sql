begin;
select plan(16);

select fixture.account(11);
select fixture.account(12);
select fixture.book(2, p_actor => 'user:8');
select api.open_heading(fixture.id(1), '1', 'Cash');
select api.set_account_heading(fixture.id(1), fixture.id(11), '1');
select api.set_metadata_schema(fixture.id(1), 'liability', '{"required": ["a"]}');

create function pg_temp.set_metadata(
    p_number integer,
    p_metadata jsonb,
    p_book integer default 1
)
returns table (metadata jsonb, replayed boolean)
language sql
begin atomic
    select
        metadata,
        replayed
    from api.set_account_metadata(
        fixture.id(p_book), fixture.id(p_number), p_metadata,
        p_actor => 'user:7', p_trace => repeat('a', 32)
    );
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.set_account_metadata(%L, %L, %L)', book_id, account_id, metadata
       ))
       from (values
           (null, fixture.id(11), '{}'), (fixture.id(1), null, null),
           (fixture.id(1), fixture.id(11), null)
       ) as asked (book_id, account_id, metadata) $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array['book_id', 'account_id', 'metadata']) as name $$,
    'names the first that is null'
);

select throws_ok(
    $$ select pg_temp.set_metadata(11, null) $$,
    'LG002', 'A required value is missing.', 'refuses no metadata'
);

select throws_ok(
    $$ select pg_temp.set_metadata(11, '"a"') $$,
    '23514', 'value for domain core.metadata violates check constraint "metadata_is_object"',
    'leaves what is no object to the domain'
);


-- 4 judge

select throws_ok(
    $$ select pg_temp.set_metadata(11, '{"a": 1}', 2) $$,
    'LG102', 'There is no such book.', 'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.set_metadata(99, '{"a": 1}') $$,
    'LG101', 'There is no such account in this book.', 'refuses an unknown account'
);

select throws_ok(
    $$ select pg_temp.set_metadata(11, '{"b": 1}') $$,
    'LG009', 'The metadata doesn''t fit the schema of its kind.', 'refuses what does not fit'
);

select is(
    fixture.facts_of($$ select pg_temp.set_metadata(11, '{"b": 1}') $$),
    '{
        "argument": "metadata", "kind": "liability",
        "faults": [{"pointer": "/a", "keyword": "required"}]
    }',
    'says where, and what it breaks'
);


-- 3 replay, 5 write

select results_eq(
    $$ select answer.*
       from (values
           (11, '{"a": 1, "b": 2}'), (11, '{"b": 2.0, "a": 1}'), (11, '{"a": 2}'),
           (12, '{"a": 1}')
       ) as asked (number, metadata),
       pg_temp.set_metadata(number, metadata::jsonb) as answer $$,
    $$ values
        ('{"a": 1, "b": 2}'::jsonb, false), ('{"a": 1, "b": 2}', true), ('{"a": 2}', false),
        ('{"a": 1}', false) $$,
    'sets the whole, and knows what is so already however it is written'
);

select results_eq(
    $$ select account_id, heading::text, metadata::jsonb from report.account()
       order by account_id $$,
    $$ values (fixture.id(11), '1', '{"a": 2}'::jsonb), (fixture.id(12), null, '{"a": 1}') $$,
    'has it in the account, and leaves its place in the chart alone'
);


-- 6 record

select results_eq(
    $$ select payload, recorded_by::text, trace::text
       from audit.event where topic = 'account.metadata_set' and subject = fixture.id(11)::text
       order by payload $$,
    $$ values
        ('{"metadata": {"a": 2}}'::jsonb, 'user:7', repeat('a', 32)),
        ('{"metadata": {"a": 1, "b": 2}}', 'user:7', repeat('a', 32)) $$,
    'leaves one event a change'
);

select results_eq(
    $$ select replayed from pg_temp.set_metadata(12, '{"a": 2}') $$, $$ values (false) $$,
    'sets what another account has already'
);

select lives_ok(
    $$ select api.close_account(fixture.id(1), fixture.id(12));
       select pg_temp.set_metadata(12, '{"a": "closed"}') $$,
    'lets a closed account be described'
);

select matches(
    (
        select prosrc from pg_proc
        where oid = 'api.set_account_metadata'::regproc
    ),
    'from core.book\s+where book_id = p_book_id\s+for key share;',
    'waits for who sets a schema'
);


-- 4 judge: the version that was read

select throws_ok(
    $$ select api.set_account_metadata(fixture.id(1), fixture.id(11), '{"a": 9}', 'x') $$,
    'LG501', 'It is of another version by now than the one that was named.',
    'sets nothing in place of what was not read'
);

select results_eq(
    $$ select answer.version <> before.version, replayed
       from
           api.get_account_settings(fixture.id(1), fixture.id(11)) as before,
           lateral api.set_account_metadata(
               fixture.id(1), fixture.id(11), '{"a": 9}', before.version
           ) as answer $$,
    $$ values (true, false) $$,
    'sets what was read, and answers with the version that is there now'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
