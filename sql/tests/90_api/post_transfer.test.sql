begin;
select plan(28);

-- Book 1 has a payer (11) with 500 and a floor of 0, a payee (12), a dollar account (13), and a
-- closed account (15). Requests have numbers from 101 on.
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13, p_currency => 'USD');
select fixture.account(15);
update ledger.account set is_open = false
where account_id = fixture.id(15);
insert into ledger.period (book_id, period_start, state)
values
(fixture.id(1), '2025-10-01', 'closed'),
(fixture.id(1), '2025-11-01', 'open');
select fixture.stop_clock('2026-01-31 12:00:00+00');

-- All that varies between the cases: which transfer, from whom, to whom, how much.
create function pg_temp.post(
    p_transfer integer,
    p_debit integer,
    p_credit integer,
    p_amount bigint,
    p_currency text default 'EUR',
    p_value_date date default null,
    p_actor text default 'user:7'
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
        fixture.id(1), fixture.id(p_transfer), fixture.id(p_debit), fixture.id(p_credit),
        p_amount, p_currency, 'rent', p_value_date, p_actor, repeat('a', 32)
    );
end;

-- The statement that leaves out the arguments from one to another, by place.
create function pg_temp.post_without(p_from integer, p_to integer)
returns text
language sql
return format(
    'select api.post_transfer(%L, %L, %L, %L, %L, %L)',
    case when 1 not between p_from and p_to then fixture.id(1) end,
    case when 2 not between p_from and p_to then fixture.id(101) end,
    case when 3 not between p_from and p_to then fixture.id(11) end,
    case when 4 not between p_from and p_to then fixture.id(12) end,
    case when 5 not between p_from and p_to then 100 end,
    case when 6 not between p_from and p_to then 'EUR' end
);

-- The statement of a transfer whose id was made elsewhere.
create function pg_temp.post_as(p_transfer_id uuid)
returns text
language sql
return format(
    'select api.post_transfer(%L, %L, %L, %L, 1, ''EUR'')',
    fixture.id(1), p_transfer_id, fixture.id(11), fixture.id(12)
);


-- 1 validate

select
    throws_ok(
        pg_temp.post_without(n, n),
        'LG002', 'A required value is missing.',
        format('refuses a transfer whose argument %s is null', n)
    )
from generate_series(1, 6) as n
order by n;

select results_eq(
    $$ select fixture.facts_of(pg_temp.post_without(n, 6)) from generate_series(1, 6) as n $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array[
           'book_id', 'transfer_id', 'debit_account_id', 'credit_account_id', 'amount', 'currency'
       ]) as name $$,
    'names the first of those that are null'
);

select throws_ok(
    $$ select pg_temp.post(101, 11, 11, 100) $$,
    'LG001', 'The two accounts of a transfer must differ.',
    'refuses a transfer of an account to itself'
);

select is(
    fixture.facts_of($$ select pg_temp.post(101, 11, 11, 100) $$),
    jsonb_build_object('argument', 'credit_account_id', 'account_id', fixture.id(11)),
    'says which'
);

select throws_ok(
    $$ select pg_temp.post(101, 11, 12, 0) $$,
    '23514', 'value for domain core.amount violates check constraint "amount_is_in_range"',
    'leaves an amount of zero to the domain'
);

select throws_ok(
    pg_temp.post_as('00000000-0000-4000-8000-000000000101'),
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id that has no time in it'
);

select is(
    fixture.facts_of(pg_temp.post_as('016f5e66-e800-7000-8000-000000000101'))
    - 'first_month' - 'last_month',
    '{"argument": "transfer_id", "transfer_id": "016f5e66-e800-7000-8000-000000000101"}',
    'refuses an id of 2020, and says where it stands'
);


-- 4 judge

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.post_transfer(%L, %L, %L, %L, 1, ''EUR'', p_actor => %L)',
           fixture.id(book), fixture.id(101), fixture.id(11), fixture.id(12), actor
       ))
       from (values (1, 'user:8'), (2, 'user:7'), (2, null)) as asked (book, actor) $$,
    $$ select jsonb_build_object('argument', 'book_id', 'book_id', fixture.id(book))
       from unnest(array[1, 2, 2]) as book $$,
    'says of a book that the actor may not see what it says of one that is not there'
);

select throws_ok(
    $$ select pg_temp.post(101, 11, 12, 1, p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.post(101, 11, 99, 100) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an unknown account'
);

select results_eq(
    $$ select fixture.facts_of(format('select pg_temp.post(101, %s, 100)', accounts))
       from unnest(array['99, 12', '11, 99', '98, 99']) as accounts $$,
    $$ values
        (jsonb_build_object('argument', 'debit_account_id', 'account_id', fixture.id(99))),
        (jsonb_build_object('argument', 'credit_account_id', 'account_id', fixture.id(99))),
        (jsonb_build_object('argument', 'debit_account_id', 'account_id', fixture.id(98))) $$,
    'says which, and where it stands in the request'
);

select throws_ok(
    $$ select pg_temp.post(101, 11, 12, 100, 'ABC') $$,
    'LG103', 'There is no such currency to keep an account in.',
    'refuses an unknown currency'
);

select is(
    fixture.facts_of($$ select pg_temp.post(101, 11, 12, 100, 'XAU') $$),
    '{"argument": "currency", "currency": "XAU"}',
    'refuses one without a minor unit, and says which'
);

select is_empty(
    $$ select from ledger.transfer where transfer_id > fixture.id(100) $$,
    'has left nothing so far'
);

select results_eq(
    $$ select * from pg_temp.post(101, 11, 13, 100) $$,
    $$ select null::bigint, null::bigint, false, core.refusal('LG302', jsonb_build_object(
           'argument', 'currency', 'asked', 'EUR', 'debit', 'EUR', 'credit', 'USD'
       ))::jsonb $$,
    'refuses a second currency'
);

select results_eq(
    $$ select refusal ->> 'code' from pg_temp.post(105, 13, 11, 100) $$,
    $$ values ('LG302') $$,
    'refuses it on the other side too'
);

select results_eq(
    $$ select answer.refusal
       from (values (106, 15, 12), (107, 11, 15)) as other (transfer, debit, credit),
       pg_temp.post(transfer, debit, credit, 1) as answer $$,
    $$ select core.refusal('LG304', jsonb_build_object('account_id', fixture.id(15)))::jsonb
       from generate_series(1, 2) $$,
    'refuses an account that is not open, on either side'
);

select results_eq(
    $$ select answer.*
       from (values (108, '2025-10-01'::date), (109, '2025-10-31')) as other (transfer, day),
       pg_temp.post(transfer, 11, 12, 1, p_value_date => day) as answer $$,
    $$ select null::bigint, null::bigint, false, core.refusal('LG305', jsonb_build_object(
           'argument', 'value_date', 'asked', day, 'state', 'closed',
           'closed_from', '2025-10-01', 'closed_to', '2025-10-31'
       ))::jsonb
       from unnest(array['2025-10-01', '2025-10-31']) as day $$,
    'refuses the first and the last day of a closed month'
);

select results_eq(
    $$ select answer.*
       from (values (110, '2025-11-01'::date), (111, '2026-01-01')) as other (transfer, day),
       pg_temp.post(transfer, 11, 12, 1, p_value_date => day) as answer $$,
    $$ values (499::bigint, 1::bigint, false, null::jsonb), (498, 2, false, null) $$,
    'posts into a month that is open again, and into one that was never closed'
);

select results_eq(
    $$ select * from pg_temp.post(102, 11, 12, 499) $$,
    $$ select null::bigint, null::bigint, false, core.refusal('LG303', jsonb_build_object(
           'account_id', fixture.id(11), 'asked', '499', 'available', '498',
           'balance', '498', 'held', '0', 'balance_floor', '0'
       ))::jsonb $$,
    'refuses one unit more than there is'
);

select results_eq(
    $$ select * from pg_temp.post(103, 11, 12, 498) $$,
    $$ values (0::bigint, 500::bigint, false, null::jsonb) $$,
    'posts down to the floor itself'
);


-- What must hold whatever happened

select results_eq(
    $$ select account_id, balance::bigint, version from ledger.account order by account_id $$,
    $$ values
        (fixture.id(1), -500::bigint, 1::bigint),
        (fixture.id(11), 0, 4),
        (fixture.id(12), 500, 3),
        (fixture.id(13), 0, 0),
        (fixture.id(15), 0, 0) $$,
    'moves two balances for what it posts and none for what it refuses'
);

select fixture.invariants();

select finish();
rollback;
