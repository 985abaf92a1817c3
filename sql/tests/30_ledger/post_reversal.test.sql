begin;
select plan(11);

select fixture.account(11, p_balance => 500);
select fixture.account(12);

-- Transfer 100 moves 300 from account 11 to account 12; transfer 101 is refused for its currency.
select api.post_transfer(
    fixture.id(1), fixture.id(100), fixture.id(11), fixture.id(12), 300, 'EUR'
);
select api.post_transfer(
    fixture.id(1), fixture.id(101), fixture.id(11), fixture.id(12), 300, 'USD'
);

-- What varies is said, the rest stays.
create function pg_temp.reverse(p_number integer, p_amount bigint, p_changed jsonb default '{}')
returns table (
    debit_balance bigint,
    credit_balance bigint,
    replayed boolean,
    code text
)
language sql
as $body$
    select debit_balance, credit_balance, xid is not null, refusal ->> 'code'
    from ledger.post_reversal(
        jsonb_populate_record(null::ledger.transfer, jsonb_build_object(
            'book_id', fixture.id(1), 'transfer_id', fixture.id(p_number), 'kind', 'reversal',
            'debit_account_id', fixture.id(12), 'credit_account_id', fixture.id(11),
            'amount', p_amount, 'currency', 'EUR', 'reverses_transfer_id', fixture.id(100)
        ) || p_changed)
    );
$body$;

select results_eq(
    $$ select * from pg_temp.reverse(200, 100) $$,
    $$ values (200::bigint, 300::bigint, false, null::text) $$,
    'takes a part back'
);

select results_eq(
    $$ select * from pg_temp.reverse(201, 201) $$,
    $$ values (null::bigint, null::bigint, false, 'LG307') $$,
    'refuses more than is left'
);

select results_eq(
    $$ select amount::bigint, debit_version, refusal -> 'facts' ->> 'available'
       from ledger.transfer where transfer_id = fixture.id(201) $$,
    $$ values (201::bigint, null::bigint, '200') $$,
    'records what it refused, and why'
);

select results_eq(
    $$ select * from pg_temp.reverse(202, 300, jsonb_build_object(
           'reverses_transfer_id', fixture.id(101), 'currency', 'USD'
       )) $$,
    $$ values (null::bigint, null::bigint, false, 'LG308') $$,
    'refuses to take back what was refused, before it minds the currency'
);

select lives_ok(
    $$ select api.post_transfer(
           fixture.id(1), fixture.id(102), fixture.id(12), fixture.id(11), 150, 'EUR'
       ) $$,
    'lets the account spend what it got'
);

select results_eq(
    $$ select * from pg_temp.reverse(203, 51) $$,
    $$ values (null::bigint, null::bigint, false, 'LG303') $$,
    'is bound to the floor of the account that gives back'
);

select results_eq(
    $$ select * from pg_temp.reverse(204, 50) $$,
    $$ values (0::bigint, 500::bigint, false, null::text) $$,
    'takes back what is there, to the last unit'
);

select results_eq(
    $$ select * from pg_temp.reverse(200, 100) $$,
    $$ values (200::bigint, 300::bigint, true, null::text) $$,
    'answers a repetition as it did at first, though less is left by now'
);

select results_eq(
    $$ select * from pg_temp.reverse(201, 201) $$,
    $$ values (null::bigint, null::bigint, true, 'LG307') $$,
    'refuses again what it refused'
);

select results_eq(
    $$ select * from pg_temp.reverse(200, 99) $$,
    $$ values (null::bigint, null::bigint, false, 'LG301') $$,
    'refuses the id of another request'
);

select fixture.invariants();

select finish();
rollback;
