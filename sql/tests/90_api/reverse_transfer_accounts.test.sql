begin;
select plan(6);

-- Account 11 paid 300 to 12, to 13, which gave it away and is closed, and to 15, which may lack
-- what it likes and lacks all that a balance can. Account 12 has spent 1.
select fixture.account(11, p_balance => 900);
select fixture.account(12);
select fixture.account(13);
select fixture.account(14, p_floor => null);
select fixture.account(15, p_floor => null);

do $body$
begin
    perform api.post_transfer(
        fixture.id(1), fixture.id(transfer), fixture.id(debit), fixture.id(credit), amount, 'EUR'
    )
    from (
        values
        (101, 11, 12, 300), (102, 11, 13, 300), (103, 11, 15, 300), (104, 12, 14, 1),
        (105, 15, 14, 300), (106, 13, 14, 300)
    ) as asked (transfer, debit, credit, amount);

    perform api.post_transfer(
        fixture.id(1), fixture.id(n), fixture.id(15), fixture.id(14), 1000000000000000, 'EUR'
    )
    from generate_series(1001, 1899) as n;

    perform api.post_transfer(
        fixture.id(1), fixture.id(1900), fixture.id(15), fixture.id(1), 999999999999999, 'EUR'
    );
end;
$body$;

update ledger.account set is_open = false
where account_id = fixture.id(13);

create function pg_temp.reverse(p_original integer, p_transfer integer, p_amount bigint)
returns table (debit_balance bigint, refusal jsonb)
language sql
begin atomic
    select
        debit_balance,
        refusal
    from api.reverse_transfer(
        fixture.id(1), fixture.id(p_original), fixture.id(p_transfer), p_amount
    );
end;


-- 4 judge

select results_eq(
    $$ select * from pg_temp.reverse(101, 111, 300) $$,
    $$ select null::bigint, core.refusal('LG303', jsonb_build_object(
           'account_id', fixture.id(12), 'asked', '300', 'available', '299',
           'balance', '299', 'held', '0', 'balance_floor', '0'
       ))::jsonb $$,
    'refuses to take back what is spent'
);

select results_eq(
    $$ select * from pg_temp.reverse(101, 112, 299) $$,
    $$ values (0::bigint, null::jsonb) $$,
    'takes back what is still there'
);

select results_eq(
    $$ select * from pg_temp.reverse(102, 113, 1) $$,
    $$ select null::bigint,
           core.refusal('LG304', jsonb_build_object('account_id', fixture.id(13)))::jsonb $$,
    'refuses to move an account that is not open'
);

select results_eq(
    $$ select * from pg_temp.reverse(103, 114, 1) $$,
    $$ values (-900000000000000000::bigint, null::jsonb) $$,
    'takes back down to what a balance can hold'
);

select results_eq(
    $$ select * from pg_temp.reverse(103, 115, 1) $$,
    $$ select null::bigint, core.refusal('LG306', jsonb_build_object(
           'account_id', fixture.id(15), 'asked', '1', 'available', '0',
           'balance', '-900000000000000000', 'held', '0'
       ))::jsonb $$,
    'refuses one unit more'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
