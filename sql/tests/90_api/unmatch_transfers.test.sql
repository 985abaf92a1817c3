begin;
select plan(11);

select fixture.reconciled_account();

do $body$
begin
    perform api.match_transfers(
        fixture.id(1), fixture.clearing(), fixture.id(701), array[fixture.line(1), fixture.id(101)]
    );
    perform api.match_transfers(
        fixture.id(1), fixture.clearing(), fixture.id(702), array[fixture.line(2), fixture.id(102)]
    );
end;
$body$;

create function pg_temp.unmatch(p_match integer, p_reason text)
returns table (reason text, ended_by text, ended_at timestamptz, replayed boolean)
language sql
begin atomic
    select
        reason::text,
        ended_by::text,
        ended_at,
        replayed
    from api.unmatch_transfers(
        fixture.id(1), fixture.id(p_match), p_reason, 'user:7', repeat('a', 32)
    );
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.unmatch_transfers(%L, %L, null)', book_id, match_id
       ))
       from (values
           (1, null, fixture.id(701)), (2, fixture.id(1), null), (3, fixture.id(1), fixture.id(701))
       ) as asked (place, book_id, match_id)
       order by place $$,
    $$ values
        ('{"argument": "book_id"}'::jsonb), ('{"argument": "match_id"}'),
        ('{"argument": "reason"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.unmatch_transfers(fixture.id(1), fixture.id(701), null) $$,
    'LG002', 'A required value is missing.',
    'refuses to end a match for no reason'
);


-- 4 judge

select throws_ok(
    $$ select api.unmatch_transfers(fixture.id(1), fixture.id(701), 'x', 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select api.unmatch_transfers(fixture.id(1), fixture.id(799), 'x') $$,
    'LG109', 'There is no such match in this book.',
    'refuses a match that is not there'
);

select is(
    fixture.facts_of($$ select api.unmatch_transfers(fixture.id(1), fixture.id(799), 'x') $$),
    jsonb_build_object('argument', 'match_id', 'match_id', fixture.id(799)),
    'says which'
);


-- 5 write, 6 record

select results_eq(
    $$ select * from pg_temp.unmatch(701, 'another client') $$,
    $$ values ('another client', 'user:7', '2026-01-31 12:00:00+00'::timestamptz, false) $$,
    'ends a match'
);

select results_eq(
    $$ select match_id, reason::text, recorded_by::text, trace::text, recorded_at
       from ledger.match_end $$,
    $$ values (
        fixture.id(701), 'another client', 'user:7', repeat('a', 32),
        '2026-01-31 12:00:00+00'::timestamptz
    ) $$,
    'records why and who'
);

select results_eq(
    $$ select match_id, count(*) from ledger.match_item group by match_id $$,
    $$ values (fixture.id(702), 2::bigint) $$,
    'opens its transfers, and no others'
);


-- 3 replay

select results_eq(
    $$ select * from pg_temp.unmatch(701, 'yet another') $$,
    $$ values ('another client', 'user:7', '2026-01-31 12:00:00+00'::timestamptz, true) $$,
    'answers how it ended when it has'
);

do $body$
begin
    perform api.match_transfers(
        fixture.id(1), fixture.clearing(), fixture.id(703), array[fixture.line(1), fixture.id(101)]
    );
    perform api.unmatch_transfers(fixture.id(1), fixture.id(701), 'again');
end;
$body$;

select is(
    (select count(*) from ledger.match_item), 4::bigint,
    'leaves alone what the transfers of an ended match became since'
);

select fixture.invariants();

select finish();
rollback;
