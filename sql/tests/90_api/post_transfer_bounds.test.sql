begin;
select plan(7);

-- Account 11 holds nine hundred times the largest amount, less one unit; the world outside, that
-- gave it, lacks as much. Accounts 12 and 13 may lack what they like.
select fixture.account(11, p_balance => 999999999999999);
select fixture.account(12, p_floor => null);
select fixture.account(13, p_floor => null);

do $body$
begin
    perform api.post_transfer(
        fixture.id(1), fixture.id(n), fixture.id(1), fixture.id(11), 1000000000000000, 'EUR'
    )
    from generate_series(1001, 1899) as n;
end;
$body$;

create function pg_temp.post(p_transfer integer, p_debit integer, p_credit integer)
returns table (debit_balance bigint, credit_balance bigint, refusal jsonb)
language sql
begin atomic
    select
        debit_balance,
        credit_balance,
        refusal
    from api.post_transfer(
        fixture.id(1), fixture.id(p_transfer), fixture.id(p_debit), fixture.id(p_credit), 1, 'EUR'
    );
end;


-- 4 judge

select results_eq(
    $$ select * from pg_temp.post(101, 1, 11) $$,
    $$ values (-900000000000000000::bigint, 900000000000000000::bigint, null::jsonb) $$,
    'posts up to what a balance can hold, on both sides'
);

select results_eq(
    $$ select * from pg_temp.post(102, 12, 11) $$,
    $$ select null::bigint, null::bigint, core.refusal('LG306', jsonb_build_object(
           'account_id', fixture.id(11), 'asked', '1', 'available', '0',
           'balance', '900000000000000000'
       ))::jsonb $$,
    'refuses one unit more'
);

select results_eq(
    $$ select * from pg_temp.post(103, 1, 12) $$,
    $$ select null::bigint, null::bigint, core.refusal('LG306', jsonb_build_object(
           'account_id', fixture.id(1), 'asked', '1', 'available', '0',
           'balance', '-900000000000000000', 'held', '0'
       ))::jsonb $$,
    'refuses one unit less, though there is no floor'
);

select throws_ok(
    $$ select api.post_transfer(
           fixture.id(1), fixture.id(104), fixture.id(12), fixture.id(13), 1000000000000001, 'EUR'
       ) $$,
    '23514', 'value for domain core.amount violates check constraint "amount_is_in_range"',
    'leaves an amount beyond the largest to the domain'
);

select results_eq(
    $$ select debit_balance::bigint from api.post_transfer(
           fixture.id(1), fixture.id(105), fixture.id(12), fixture.id(13), 1000000000000000, 'EUR'
       ) $$,
    $$ values (-1000000000000000::bigint) $$,
    'posts the largest amount'
);

select throws_ok(
    $$ select api.post_transfer(
           fixture.id(1), fixture.id(106), fixture.id(12), fixture.id(13), 1, 'EUR',
           p_value_date => 'infinity'
       ) $$,
    '22008', 'value_date is infinity, which is no day',
    'takes infinity for no day'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
