begin;
select plan(7);

-- Hold 101 set 100 aside, of which 30 are captured.
select fixture.account(11, p_balance => 500);
select fixture.account(12);

do $body$
begin
    perform api.authorise_hold(
        fixture.id(1), fixture.id(101), fixture.id(11), fixture.id(12), 100, 'EUR'
    );
    perform api.capture_hold(fixture.id(1), fixture.id(101), fixture.id(111), 30);
end;
$body$;

create function pg_temp.void(p_number integer, p_changed jsonb default '{}')
returns table (
    amount bigint,
    debit_version bigint,
    debit_balance bigint,
    replayed boolean,
    code text
)
language sql
as $body$
    select
        case when refusal is null then amount end, debit_version, debit_balance,
        xid is not null, refusal ->> 'code'
    from ledger.post_void(
        jsonb_populate_record(null::ledger.transfer, jsonb_build_object(
            'book_id', fixture.id(1), 'transfer_id', fixture.id(p_number), 'kind', 'void',
            'hold_transfer_id', fixture.id(101)
        ) || p_changed)
    );
$body$;

select throws_ok(
    $$ select pg_temp.void(112, jsonb_build_object('transfer_id', gen_random_uuid())) $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id that has no time in it'
);

select results_eq(
    $$ select * from pg_temp.void(112) $$,
    $$ values (70::bigint, 4::bigint, 470::bigint, false, null::text) $$,
    'gives back what is left, raises the version, and leaves the balance'
);

select results_eq(
    $$ select balance::bigint, held::bigint, version from ledger.account
       where account_id in (fixture.id(11), fixture.id(12)) order by account_id $$,
    $$ values (470::bigint, 0::bigint, 4::bigint), (30, 0, 1) $$,
    'makes it available again, and leaves the other account alone'
);

select results_eq(
    $$ select * from pg_temp.void(113) $$,
    $$ values (null::bigint, null::bigint, null::bigint, false, 'LG319') $$,
    'gives nothing back twice'
);

select results_eq(
    $$ select * from pg_temp.void(112) $$,
    $$ values (70::bigint, 4::bigint, 470::bigint, true, null::text) $$,
    'answers a repetition as it did at first'
);

select results_eq(
    $$ select captured::bigint, remaining::bigint, state::text from ledger.hold $$,
    $$ values (30::bigint, 0::bigint, 'voided') $$,
    'keeps what was captured'
);

select fixture.invariants();

select finish();
rollback;
