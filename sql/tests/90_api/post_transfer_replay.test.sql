begin;
select plan(8);

-- Book 1 has a payer (11) with 500, a payee (12), and a donor (14) who can make the payer rich
-- again. Book 2 has accounts of the same numbers.
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(14, p_balance => 501);
select fixture.account(11, p_balance => 9, p_book => 2);
select fixture.account(12, p_book => 2);

create function pg_temp.post(
    p_transfer integer,
    p_debit integer,
    p_credit integer,
    p_amount bigint,
    p_currency text default 'EUR',
    p_memo text default null,
    p_value_date date default null,
    p_actor text default 'user:7',
    p_book integer default 1
)
returns table (debit_balance bigint, credit_balance bigint, replayed boolean, refusal jsonb)
language sql
begin atomic
    select
        debit_balance,
        credit_balance,
        replayed,
        refusal
    from api.post_transfer(
        fixture.id(p_book), fixture.id(p_transfer), fixture.id(p_debit), fixture.id(p_credit),
        p_amount, p_currency, p_memo, p_value_date, p_actor
    );
end;

do $body$
begin
    perform pg_temp.post(102, 11, 12, 501);
    perform pg_temp.post(103, 11, 12, 500);
    perform pg_temp.post(104, 14, 11, 501);
end;
$body$;


-- 3 replay

select results_eq(
    $$ select * from pg_temp.post(103, 11, 12, 500) $$,
    $$ values (0::bigint, 500::bigint, true, null::jsonb) $$,
    'answers a repeated request as it answered the first'
);

select results_eq(
    $$ select * from pg_temp.post(103, 11, 12, 500, p_actor => null) $$,
    $$ values (0::bigint, 500::bigint, true, null::jsonb) $$,
    'does not mind who repeats it'
);

select results_eq(
    $$ select debit_balance, replayed, refusal -> 'facts' ->> 'available'
       from pg_temp.post(102, 11, 12, 501) $$,
    $$ values (null::bigint, true, '500'::text) $$,
    'answers a refused request as before, though by now it would be posted'
);

select results_eq(
    $$ select * from pg_temp.post(103, 11, 12, 500, p_value_date => '2026-01-01') $$,
    $$ values (0::bigint, 500::bigint, true, null::jsonb) $$,
    'takes the day of the id for the same day, named or not'
);

select results_eq(
    $$ select answer.*
       from (values
           (14, 12, 500, 'EUR', null, null), (11, 14, 500, 'EUR', null, null),
           (11, 12, 400, 'EUR', null, null), (11, 12, 500, 'USD', null, null),
           (11, 12, 500, 'EUR', 'rent', null), (11, 12, 500, 'EUR', null, '2026-01-02'::date)
       ) as other (debit, credit, amount, currency, memo, day),
       pg_temp.post(103, debit, credit, amount, currency, memo, day) as answer $$,
    $$ select null::bigint, null::bigint, false, core.refusal('LG301', jsonb_build_object(
           'argument', 'transfer_id', 'transfer_id', fixture.id(103),
           'differing', jsonb_build_array(differing)
       ))::jsonb
       from unnest(array[
           'debit_account_id', 'credit_account_id', 'amount', 'currency', 'memo', 'value_date'
       ]) as differing $$,
    'refuses the key of another request, whatever differs, and says what'
);

select results_eq(
    $$ select * from pg_temp.post(103, 11, 12, 5, p_book => 2) $$,
    $$ values (4::bigint, 5::bigint, false, null::jsonb) $$,
    'takes the same id in another book for another request'
);

select results_eq(
    $$ select book_id, transfer_id from ledger.transfer
       where transfer_id > fixture.id(100)
       order by book_id, transfer_id $$,
    $$ values
        (fixture.id(1), fixture.id(102)), (fixture.id(1), fixture.id(103)),
        (fixture.id(1), fixture.id(104)), (fixture.id(2), fixture.id(103)) $$,
    'has one effect for one key'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
