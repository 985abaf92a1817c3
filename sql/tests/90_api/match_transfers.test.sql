begin;
select plan(24);

select fixture.reconciled_account();

create function pg_temp.match(p_match integer, p_ids uuid[], p_memo text default null)
returns table (ids uuid[], replayed boolean, code text)
language sql
begin atomic
    select
        transfer_ids,
        replayed,
        refusal ->> 'code' as code
    from api.match_transfers(
        fixture.id(1), fixture.clearing(), fixture.id(p_match), p_ids, p_memo, 'user:7',
        repeat('a', 32)
    );
end;

-- The call of these ids, for what is raised.
create function pg_temp.call(p_match integer, p_ids uuid[])
returns text
language sql
return format('select * from pg_temp.match(%L, %L)', p_match, p_ids);


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.match_transfers(%L, %L, %L, %L)', book_id, account_id, match_id, ids
       ))
       from (values
           (1, null::uuid, fixture.id(11), fixture.id(701), '{}'),
           (2, fixture.id(1), null, fixture.id(701), '{}'),
           (3, fixture.id(1), fixture.id(11), null, '{}'),
           (4, fixture.id(1), fixture.id(11), fixture.id(701), null),
           (5, fixture.id(1), fixture.id(11), fixture.id(701), '{null}')
       ) as asked (place, book_id, account_id, match_id, ids)
       order by place $$,
    $$ values
        ('{"argument": "book_id"}'::jsonb), ('{"argument": "account_id"}'),
        ('{"argument": "match_id"}'), ('{"argument": "transfer_ids"}'),
        ('{"argument": "transfer_ids"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.match_transfers(fixture.id(1), fixture.clearing(), fixture.id(701), null) $$,
    'LG002', 'A required value is missing.',
    'refuses to match nothing'
);

select throws_ok(
    pg_temp.call(701, array[fixture.id(101)]),
    'LG012', 'The transfers are no match: 2 to 100, each once, that cancel out.',
    'refuses a single transfer'
);

select is(
    fixture.facts_of(pg_temp.call(
        701, array[fixture.line(1), fixture.id(101), fixture.id(101)]
    )),
    '{"argument": "transfer_ids", "given": 3, "different": 2}',
    'refuses one that is named twice'
);

select throws_ok(
    pg_temp.call(701, array(select fixture.id(number) from generate_series(1, 101) as number)),
    'LG012', 'The transfers are no match: 2 to 100, each once, that cancel out.',
    'refuses 101'
);

select throws_ok(
    pg_temp.call(701, array(select fixture.id(number) from generate_series(1, 100) as number)),
    'LG104', 'There is no such transfer in this book.',
    'looks for 100'
);

select is(
    fixture.facts_of($$
        select api.match_transfers(
            fixture.id(1), fixture.clearing(), fixture.id(701),
            array[[fixture.id(101), fixture.id(101)], [fixture.id(101), null]]
        )
    $$),
    '{"argument": "transfer_ids"}',
    'judges an array of arrays as a list'
);


-- 4 judge

select throws_ok(
    $$ select api.match_transfers(
           fixture.id(1), fixture.clearing(), fixture.id(701),
           array[fixture.line(1), fixture.id(101)], p_actor => 'user:8'
       ) $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select api.match_transfers(
           fixture.id(1), fixture.id(99), fixture.id(701), array[fixture.line(1), fixture.id(101)]
       ) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an account that is not there'
);

select is(
    fixture.facts_of(pg_temp.call(701, array[fixture.line(1), fixture.id(999)])),
    jsonb_build_object(
        'argument', 'transfer_ids', 'account_id', fixture.clearing(), 'transfer_id', fixture.id(999)
    ),
    'refuses a transfer that is not there, and says which'
);

-- Account 13 was never near the clearing account; 106 is refused.
select fixture.account(13, p_balance => 100);
update ledger.account set is_open = false
where account_id = fixture.id(12);
select api.post_transfer(
    fixture.id(1), fixture.id(106), fixture.id(12), fixture.clearing(), 100, 'EUR'
);
update ledger.account set is_open = true
where account_id = fixture.id(12);

select results_eq(
    $$ select fixture.facts_of(pg_temp.call(701, array[fixture.line(1), fixture.id(number)]))
           ->> 'transfer_id'
       from unnest(array[13, 106]) as number $$,
    $$ values (fixture.id(13)::text), (fixture.id(106)::text) $$,
    'refuses what moved other accounts, or none'
);

select throws_ok(
    pg_temp.call(701, array[fixture.line(1), fixture.id(102)]),
    'LG012', 'The transfers are no match: 2 to 100, each once, that cancel out.',
    'refuses what does not cancel out'
);

select is(
    fixture.facts_of(pg_temp.call(701, array[fixture.line(1), fixture.id(102)])),
    '{"argument": "transfer_ids", "sum": "100"}',
    'says what is left'
);

select is((select count(*) from ledger.match), 0::bigint, 'has stored nothing so far');


-- 5 write, 6 record

select results_eq(
    $$ select fixture.item_names(ids), replayed, code
       from pg_temp.match(701, array[fixture.id(101), fixture.line(1)], 'seen') $$,
    $$ values ('O101 L1', false, null::text) $$,
    'matches a line with a transfer of ours'
);

select results_eq(
    $$ select account_id, fixture.item_names(transfer_ids), is_automatic, memo::text,
           recorded_by::text, trace::text, recorded_at, session_role
       from ledger.match $$,
    $$ values (
        fixture.clearing(), 'O101 L1', false, 'seen', 'user:7', repeat('a', 32),
        '2026-01-31 12:00:00+00'::timestamptz, session_user::text collate "default"
    ) $$,
    'records what, why and who'
);

select results_eq(
    $$ select fixture.item_name(transfer_id), match_id, moved::bigint from ledger.match_item
       order by moved $$,
    $$ values ('L1', fixture.id(701), -100::bigint), ('O101', fixture.id(701), 100) $$,
    'takes its transfers'
);

select is(
    fixture.facts_of(pg_temp.call(702, array[fixture.line(1), fixture.id(101)])),
    jsonb_build_object(
        'argument', 'transfer_ids', 'transfer_id', fixture.id(101), 'match_id', fixture.id(701)
    ),
    'refuses what is matched, and says in which match'
);

select throws_ok(
    pg_temp.call(702, array[fixture.line(1), fixture.id(101)]),
    'LG207', 'A transfer is in a match already.',
    'never matches a transfer twice'
);

select lives_ok(
    $$ select api.match_transfers(
           fixture.id(1), fixture.id(12), fixture.id(703),
           array[fixture.id(101), fixture.id(102), fixture.id(103)]
       ) $$,
    'matches it on its other account too'
);


-- 3 replay

select results_eq(
    $$ select fixture.item_names(ids), replayed, code
       from pg_temp.match(701, array[fixture.line(1), fixture.id(101)], 'seen') $$,
    $$ values ('O101 L1', true, null::text) $$,
    'answers a repeated request as it did, in whatever order'
);

select results_eq(
    $$ select ids, replayed, code
       from (values (1, fixture.id(102), 'seen'), (2, fixture.id(101), null))
           as asked (place, id, memo),
       pg_temp.match(701, array[fixture.line(1), id], memo)
       order by place $$,
    $$ values (null::uuid[], false, 'LG301'), (null, false, 'LG301') $$,
    'refuses the key of another request'
);

do $body$
begin
    perform api.unmatch_transfers(fixture.id(1), fixture.id(701), 'wrong');
end;
$body$;

select results_eq(
    $$ select match.replayed, match.code, again.code
       from pg_temp.match(701, array[fixture.line(1), fixture.id(101)], 'seen') as match,
       pg_temp.match(704, array[fixture.line(1), fixture.id(101)]) as again $$,
    $$ values (true, null::text, null::text) $$,
    'answers so when the match has ended, and matches anew with another key'
);

select fixture.invariants();

select finish();
rollback;
