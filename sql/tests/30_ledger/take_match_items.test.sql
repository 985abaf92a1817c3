begin;
select plan(9);

select fixture.reconciled_account();

insert into ledger.match (
    book_id, match_id, account_id, transfer_ids, is_automatic, recorded_by, recorded_at
)
select
    fixture.id(1) as book_id,
    fixture.id(number) as match_id,
    fixture.clearing() as account_id,
    array[fixture.id(101), fixture.id(102)] as transfer_ids,
    false as is_automatic,
    'user:7' as recorded_by,
    core.now() as recorded_at
from unnest(array[701, 702]) as number;

create function pg_temp.take(p_match integer, p_numbers integer[])
returns void
language sql
begin atomic
    select ledger.take_match_items(
        fixture.id(1), fixture.clearing(),
        array(select fixture.id(number) from unnest(p_numbers) as number),
        array(select fixture.id(p_match) from unnest(p_numbers)),
        array(select number::bigint from unnest(p_numbers) as number)
    );
end;

select lives_ok($$ select pg_temp.take(701, '{102,101}') $$, 'takes what is open');

select results_eq(
    $$ select account_id, transfer_id, match_id, moved::bigint from ledger.match_item
       order by transfer_id $$,
    $$ values
        (fixture.clearing(), fixture.id(101), fixture.id(701), 101::bigint),
        (fixture.clearing(), fixture.id(102), fixture.id(701), 102) $$,
    'takes each for its match, with what it moved'
);

select throws_ok(
    $$ select pg_temp.take(702, '{103,102,101}') $$,
    'LG207', 'A transfer is in a match already.',
    'refuses what is taken'
);

select is(
    fixture.facts_of($$ select pg_temp.take(702, '{103,102,101}') $$),
    jsonb_build_object(
        'argument', 'transfer_ids', 'transfer_id', fixture.id(101), 'match_id', fixture.id(701)
    ),
    'names the first of them, and its match'
);

select is_empty(
    $$ select * from ledger.match_item where match_id = fixture.id(702) $$,
    'takes nothing then'
);

select is(
    fixture.facts_of($$ select pg_temp.take(702, '{103,102}') $$) ->> 'transfer_id',
    fixture.id(102)::text,
    'names none that was not asked for, and none that it would have taken'
);

select pg_temp.take(701, '{104}');

select is(
    fixture.facts_of($$ select pg_temp.take(702, '{103,104}') $$) -> 'match_id',
    to_jsonb(fixture.id(701)),
    'names the match that was there, not that which is asked for'
);

insert into ledger.match_item (book_id, account_id, transfer_id, match_id, moved)
values (fixture.id(1), fixture.id(12), fixture.id(103), fixture.id(701), 1);

select is(
    fixture.facts_of($$ select pg_temp.take(702, '{103,104}') $$) ->> 'transfer_id',
    fixture.id(104)::text,
    'has nothing against what is in a match on another account'
);

select lives_ok($$ select pg_temp.take(702, '{}') $$, 'takes nothing where there is nothing');

select finish();
rollback;
