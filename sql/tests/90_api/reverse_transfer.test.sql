begin;
select plan(21);

-- Book 1 has a payer (11) with 500 and a payee (12). Transfer 101 moved 300 of them, transfer 102
-- was refused. Reversals have numbers from 111 on.
select fixture.account(11, p_balance => 500);
select fixture.account(12);
insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2025-12-01', 'closed');

do $body$
begin
    perform api.post_transfer(
        fixture.id(1), fixture.id(n), fixture.id(11), fixture.id(12), amount, 'EUR'
    )
    from (values (101, 300), (102, 201)) as asked (n, amount);
end;
$body$;

create function pg_temp.reverse(
    p_original integer,
    p_transfer integer,
    p_amount bigint default null,
    p_value_date date default null,
    p_actor text default 'user:7'
)
returns table (
    amount bigint,
    debit_balance bigint,
    credit_balance bigint,
    replayed boolean,
    refusal jsonb
)
language sql
begin atomic
    select
        amount,
        debit_balance,
        credit_balance,
        replayed,
        refusal
    from api.reverse_transfer(
        fixture.id(1), fixture.id(p_original), fixture.id(p_transfer), p_amount, 'sorry',
        p_value_date, p_actor, repeat('a', 32)
    );
end;

-- The statement that leaves out the arguments from one to another, by place.
create function pg_temp.reverse_without(p_from integer, p_to integer)
returns text
language sql
return format(
    'select api.reverse_transfer(%L, %L, %L)',
    case when 1 not between p_from and p_to then fixture.id(1) end,
    case when 2 not between p_from and p_to then fixture.id(101) end,
    case when 3 not between p_from and p_to then fixture.id(111) end
);


-- 1 validate

select
    throws_ok(
        pg_temp.reverse_without(n, n),
        'LG002', 'A required value is missing.',
        format('refuses a reversal whose argument %s is null', n)
    )
from generate_series(1, 3) as n
order by n;

select results_eq(
    $$ select fixture.facts_of(pg_temp.reverse_without(n, 3)) from generate_series(1, 3) as n $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array['book_id', 'reverses_transfer_id', 'transfer_id']) as name $$,
    'names the first of those that are null'
);

select throws_ok(
    $$ select api.reverse_transfer(
           fixture.id(1), fixture.id(101), '016f5e66-e800-7000-8000-000000000101'
       ) $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id of 2020'
);


-- 4 judge

select throws_ok(
    $$ select pg_temp.reverse(101, 111, p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.reverse(99, 111) $$,
    'LG104', 'There is no such transfer in this book.',
    'refuses to take back what was never asked'
);

select is(
    fixture.facts_of($$ select pg_temp.reverse(99, 111) $$),
    jsonb_build_object('argument', 'reverses_transfer_id', 'transfer_id', fixture.id(99)),
    'says which'
);

select results_eq(
    $$ select * from pg_temp.reverse(102, 112) $$,
    $$ select null::bigint, null::bigint, null::bigint, false,
           core.refusal('LG308', jsonb_build_object(
               'argument', 'reverses_transfer_id', 'reverses_transfer_id', fixture.id(102),
               'kind', 'transfer', 'was_refused', true
           ))::jsonb $$,
    'refuses to take back what was refused'
);

select results_eq(
    $$ select * from pg_temp.reverse(101, 113, 301) $$,
    $$ select null::bigint, null::bigint, null::bigint, false,
           core.refusal('LG307', jsonb_build_object(
               'argument', 'amount', 'asked', '301', 'available', '300', 'reversed', '0'
           ))::jsonb $$,
    'refuses one unit more than was moved'
);

select results_eq(
    $$ select refusal -> 'facts' from pg_temp.reverse(101, 114, 1, '2025-12-31') $$,
    $$ values ('{
           "argument": "value_date", "asked": "2025-12-31", "state": "closed",
           "closed_from": "2025-12-01", "closed_to": "2025-12-31"
       }'::jsonb) $$,
    'refuses a day of a closed month'
);

select results_eq(
    $$ select * from pg_temp.reverse(101, 115, 100) $$,
    $$ values (100::bigint, 200::bigint, 300::bigint, false, null::jsonb) $$,
    'takes back a part'
);

select results_eq(
    $$ select refusal -> 'facts' from pg_temp.reverse(101, 116) $$,
    $$ values (
        '{"argument": "amount", "asked": "300", "available": "200", "reversed": "100"}'::jsonb
    ) $$,
    'asks for the whole amount when none is named, though a part is gone'
);

select results_eq(
    $$ select refusal -> 'facts' from pg_temp.reverse(115, 117) $$,
    $$ select jsonb_build_object(
           'argument', 'reverses_transfer_id', 'reverses_transfer_id', fixture.id(115),
           'kind', 'reversal', 'was_refused', false
       ) $$,
    'refuses to take back a reversal'
);

select results_eq(
    $$ select * from pg_temp.reverse(101, 118, 200) $$,
    $$ values (200::bigint, 0::bigint, 500::bigint, false, null::jsonb) $$,
    'takes back the rest'
);

select results_eq(
    $$ select refusal -> 'facts' from pg_temp.reverse(101, 119, 1) $$,
    $$ values (
        '{"argument": "amount", "asked": "1", "available": "0", "reversed": "300"}'::jsonb
    ) $$,
    'refuses one unit more than was left'
);


-- 3 replay

select results_eq(
    $$ select replayed, amount, debit_balance, refusal is null
       from pg_temp.reverse(101, 115, 100) $$,
    $$ values (true, 100::bigint, 200::bigint, true) $$,
    'answers a repeated request as it answered the first'
);

select results_eq(
    $$ select answer.replayed, answer.refusal ->> 'code', answer.refusal -> 'facts' -> 'differing'
       from (values
           (101, 115, null, null), (101, 115, 100, '2026-01-02'::date), (11, 115, 100, null)
       ) as other (original, transfer, amount, day),
       pg_temp.reverse(original, transfer, amount, day) as answer $$,
    $$ values
        (false, 'LG301', '["amount"]'::jsonb),
        (false, 'LG301', '["value_date"]'),
        (false, 'LG301', '["credit_account_id", "debit_account_id", "reverses_transfer_id"]') $$,
    'refuses the key of another request, whatever differs'
);


-- 5 write, 6 record

select results_eq(
    $$ select
           debit_account_id, credit_account_id, amount::bigint, currency::text, value_date,
           memo::text, reverses_transfer_id, recorded_by::text, trace::text
       from ledger.transfer
       where kind = 'reversal' and refusal is null
       order by transfer_id $$,
    $$ select
           fixture.id(12), fixture.id(11), amount::bigint, 'EUR', '2026-01-01'::date,
           'sorry', fixture.id(101), 'user:7', repeat('a', 32)
       from unnest(array[100, 200]) as amount $$,
    'moves the amount the other way, and names what it takes back'
);


-- What must hold whatever happened

select results_eq(
    $$ select account_id, balance::bigint, version from ledger.account order by account_id $$,
    $$ values
        (fixture.id(1), -500::bigint, 1::bigint),
        (fixture.id(11), 500, 4),
        (fixture.id(12), 0, 3) $$,
    'leaves the accounts as if nothing had been, but for the versions'
);

select fixture.invariants();

select finish();
rollback;
