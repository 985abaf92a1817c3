begin;
select plan(11);

select fixture.reconciled_account();
select fixture.own(203, -300, null, '2026-01-17');

create function pg_temp.suggested(
    p_days integer default 5, p_transfer uuid default null, p_limit integer default 50
)
returns table (
    score integer, reason text, days integer, candidates bigint, amount bigint, items text
)
language sql
begin atomic
    select
        score,
        reason::text,
        days,
        candidates,
        amount,
        fixture.item_names(transfer_ids) as items
    from api.suggest_matches(
        fixture.id(1), fixture.clearing(), p_days, p_transfer, p_limit, 'user:7'
    );
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.suggest_matches(%L, %L, %L, p_limit => %L)', book_id, account_id, days, size
       ))
       from (values
           (1, null::uuid, fixture.id(11), 5, 50),
           (2, fixture.id(1), null, 5, 50),
           (3, fixture.id(1), fixture.id(11), null, 50),
           (4, fixture.id(1), fixture.id(11), 5, null)
       ) as asked (place, book_id, account_id, days, size)
       order by place $$,
    $$ values
        ('{"argument": "book_id"}'::jsonb), ('{"argument": "account_id"}'),
        ('{"argument": "days"}'), ('{"argument": "limit"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.suggest_matches(null, null) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);

select throws_ok(
    $$ select pg_temp.suggested(93) $$,
    '23514', 'value for domain core.match_days violates check constraint "match_days_is_in_range"',
    'leaves more than 92 days to the domain'
);

select lives_ok($$ select pg_temp.suggested(92) $$, 'takes 92 days');


-- 4 judge

select throws_ok(
    $$ select api.suggest_matches(fixture.id(1), fixture.clearing(), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select api.suggest_matches(fixture.id(1), fixture.id(99)) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an account that is not there'
);


-- The answer

select results_eq(
    $$ select * from pg_temp.suggested() $$,
    $$ values
        (100, 'exact', 0, 1::bigint, -100::bigint, 'L1 O101'),
        (88, 'reference', 2, 1, -200, 'L2 O102'),
        (60, 'amount', 0, 2, 300, 'L3 O103'),
        (55, 'amount', 5, 2, 300, 'L3 O203'),
        (36, 'sum', 1, 1, -900, 'L4 O105 O104') $$,
    'ranks what could be matched, and says why'
);

select results_eq(
    $$ select items from pg_temp.suggested(p_limit => 2) $$,
    $$ values ('L1 O101'), ('L2 O102') $$,
    'ends with the limit'
);

select results_eq(
    $$ select items from pg_temp.suggested(p_transfer => fixture.id(104)) $$,
    $$ values ('L4 O105 O104') $$,
    'has only what a transfer is in, when one is named'
);

do $body$
begin
    perform api.match_transfers(
        fixture.id(1), fixture.clearing(), fixture.id(700 + place::integer), suggestion.transfer_ids
    )
    from api.suggest_matches(fixture.id(1), fixture.clearing()) with ordinality as
        suggestion (score, reason, days, candidates, amount, transfer_ids, place)
    where place <> 4;
end;
$body$;

select is_empty('select * from pg_temp.suggested()', 'suggests what can be matched as it is');

select fixture.invariants();

select finish();
rollback;
