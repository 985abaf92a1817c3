begin;
select plan(8);

-- Hold 101 sets 100 aside from 11 for 12; hold 102 the other way round, so that the other account
-- has the lower id.
select fixture.account(11, p_balance => 500);
select fixture.account(12, p_balance => 500);

do $body$
begin
    perform api.authorise_hold(
        fixture.id(1), fixture.id(n), fixture.id(debit), fixture.id(23 - debit), 100, 'EUR'
    )
    from (values (101, 11), (102, 12)) as asked (n, debit);
end;
$body$;

-- What varies is said, the rest stays.
create function pg_temp.capture(p_number integer, p_amount bigint, p_changed jsonb default '{}')
returns table (
    amount bigint,
    debit_balance bigint,
    credit_balance bigint,
    replayed boolean,
    code text
)
language sql
as $body$
    select
        case when refusal is null then amount end, debit_balance, credit_balance,
        xid is not null, refusal ->> 'code'
    from ledger.post_capture(
        jsonb_populate_record(null::ledger.transfer, jsonb_build_object(
            'book_id', fixture.id(1), 'transfer_id', fixture.id(p_number), 'kind', 'capture',
            'hold_transfer_id', fixture.id(101), 'amount', p_amount
        ) || p_changed)
    );
$body$;

select throws_ok(
    $$ select pg_temp.capture(111, 1, jsonb_build_object('transfer_id', gen_random_uuid())) $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id that has no time in it'
);

select results_eq(
    $$ select * from pg_temp.capture(111, 30) $$,
    $$ values (30::bigint, 470::bigint, 530::bigint, false, null::text) $$,
    'moves a part'
);

select results_eq(
    $$ select * from pg_temp.capture(
           112, null, jsonb_build_object('hold_transfer_id', fixture.id(102))
       ) $$,
    $$ values (100::bigint, 430::bigint, 570::bigint, false, null::text) $$,
    'moves all that is left when no amount is named, whichever account has the lower id'
);

select results_eq(
    $$ select * from pg_temp.capture(113, 71) $$,
    $$ values (null::bigint, null::bigint, null::bigint, false, 'LG318') $$,
    'refuses more than is left'
);

select results_eq(
    $$ select * from pg_temp.capture(
           114, null, jsonb_build_object('hold_transfer_id', fixture.id(102))
       ) $$,
    $$ values (null::bigint, null::bigint, null::bigint, false, 'LG319') $$,
    'refuses to take more of what is captured'
);

select results_eq(
    $$ select * from pg_temp.capture(111, 30) $$,
    $$ values (30::bigint, 470::bigint, 530::bigint, true, null::text) $$,
    'answers a repetition as it did at first'
);

select results_eq(
    $$ select hold_id, captured::bigint, remaining::bigint, state::text
       from ledger.hold order by hold_id $$,
    $$ values
        (fixture.id(101), 30::bigint, 70::bigint, 'open'),
        (fixture.id(102), 100, 0, 'captured') $$,
    'leaves the rest set aside, until there is none'
);

select fixture.invariants();

select finish();
rollback;
