begin;
select plan(10);

select fixture.reconciled_account();

create function pg_temp.matched()
returns table (matched bigint, ambiguous bigint)
language sql
begin atomic
    select
        matched,
        ambiguous
    from api.match_exact(fixture.id(1), fixture.clearing(), 'user:7', repeat('a', 32));
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format('select api.match_exact(%L, null)', book_id))
       from unnest(array[null, fixture.id(1)]) as book_id $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "account_id"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.match_exact(null, null) $$,
    'LG002', 'A required value is missing.',
    'refuses to match in no book'
);


-- 4 judge

select throws_ok(
    $$ select api.match_exact(fixture.id(1), fixture.clearing(), 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select api.match_exact(fixture.id(1), fixture.id(99)) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an account that is not there'
);

-- A second line for O101 would be one too many, so would a second transfer for L2.
select fixture.own(201, 100, 'INV0001', '2026-01-10');
select fixture.own(202, -300, 'RENT-1', '2026-01-12');

select results_eq(
    $$ select * from pg_temp.matched() $$,
    $$ values (0::bigint, 1::bigint) $$,
    'leaves alone what is not the only one, and what is not exact'
);

do $body$
begin
    perform api.reverse_transfer(fixture.id(1), fixture.id(201), fixture.id(203));
end;
$body$;

select results_eq(
    $$ select * from pg_temp.matched() $$,
    $$ values (1::bigint, 0::bigint) $$,
    'matches it once it is'
);

select results_eq(
    $$ select fixture.item_names(transfer_ids), is_automatic, memo::text, recorded_by::text,
           trace::text, recorded_at
       from ledger.match $$,
    $$ values (
        'O101 L1', true, null::text, 'user:7', repeat('a', 32),
        '2026-01-31 12:00:00+00'::timestamptz
    ) $$,
    'records that nobody looked at it'
);

select results_eq(
    $$ select fixture.item_name(transfer_id), moved::bigint from ledger.match_item
       order by moved $$,
    $$ values ('L1', -100::bigint), ('O101', 100) $$,
    'takes its transfers'
);

select results_eq(
    $$ select * from pg_temp.matched() $$,
    $$ values (0::bigint, 0::bigint) $$,
    'finds nothing more to do'
);

select fixture.invariants();

select finish();
rollback;
