begin;
select plan(9);

select fixture.reconciled_account();

do $body$
begin
    perform api.match_exact(fixture.id(1), fixture.clearing(), 'user:7');
    perform api.match_transfers(
        fixture.id(1), fixture.clearing(), fixture.id(702),
        array[fixture.line(2), fixture.id(102)], 'seen', 'user:7'
    );
    perform api.match_transfers(
        fixture.id(1), fixture.id(12), fixture.id(703),
        array[fixture.id(101), fixture.id(102), fixture.id(103)]
    );
    perform api.unmatch_transfers(fixture.id(1), fixture.id(702), 'wrong', 'user:7');
end;
$body$;

create function pg_temp.listed(
    p_account uuid default null, p_after uuid default null, p_limit integer default 50
)
returns setof text
language sql
begin atomic
    select fixture.item_names(transfer_ids)
    from api.list_matches(fixture.id(1), p_account, p_after, p_limit, 'user:7');
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format('select api.list_matches(%L, p_limit => null)', book_id))
       from unnest(array[null, fixture.id(1)]) as book_id $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "limit"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.list_matches(null) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);


-- 4 judge

select throws_ok(
    $$ select api.list_matches(fixture.id(1), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);


-- The answer

select results_eq(
    $$ select match_id, account_id, fixture.item_names(transfer_ids), is_automatic, memo::text,
           recorded_by::text, end_reason::text, ended_by::text, ended_at
       from api.list_matches(fixture.id(1)) where not is_automatic $$,
    $$ values
        (
            fixture.id(702), fixture.clearing(), 'O102 L2', false, 'seen', 'user:7',
            'wrong', 'user:7', '2026-01-31 12:00:00+00'::timestamptz
        ),
        (
            fixture.id(703), fixture.id(12), 'O101 O102 O103', false, null,
            session_user::text collate "default", null, null, null
        ) $$,
    'tells what was matched, by whom, and how it ended'
);

select results_eq(
    $$ select * from pg_temp.listed() $$,
    $$ values ('O102 L2'), ('O101 O102 O103'), ('O101 L1') $$,
    'has all of a book, in the order of the ids'
);

select results_eq(
    $$ select * from pg_temp.listed(fixture.clearing()) $$,
    $$ values ('O102 L2'), ('O101 L1') $$,
    'has those of one account when it is named'
);

select results_eq(
    $$ select page, listed
       from (values (1, null, 1), (2, 702, 1), (3, 703, 5)) as asked (page, after, size),
       pg_temp.listed(null, fixture.id(after), size) as listed $$,
    $$ values (1, 'O102 L2'), (2, 'O101 O102 O103'), (3, 'O101 L1') $$,
    'begins after the match that is named, and ends with the limit'
);

do $body$
begin
    perform api.match_transfers(
        fixture.id(1), fixture.clearing(), '00000000-0000-0000-0000-000000000000',
        array[fixture.line(2), fixture.id(102)], 'seen', 'user:7'
    );
end;
$body$;

select results_eq(
    $$ select page, listed.match_id
       from (values (1, null), (2, '00000000-0000-0000-0000-000000000000')) as asked (page, after),
       api.list_matches(fixture.id(1), p_after => asked.after::uuid, p_limit => 1) as listed $$,
    $$ values (1, '00000000-0000-0000-0000-000000000000'::uuid), (2, fixture.id(702)) $$,
    'begins with the lowest of all ids, and has it on one page'
);

select fixture.invariants();

select finish();
rollback;
