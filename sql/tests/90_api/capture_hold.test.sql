begin;
select plan(26);

-- Book 1 has a payer (11) with 500 and a payee (12). Hold 101 sets 300 aside, hold 102 the other
-- 200; 103 was refused. Captures have numbers from 111 on.
select fixture.account(11, p_balance => 500);
select fixture.account(12);
insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2025-12-01', 'closed');

do $body$
begin
    perform api.authorise_hold(
        fixture.id(1), fixture.id(n), fixture.id(11), fixture.id(12), amount, 'EUR'
    )
    from (values (101, 300), (102, 200), (103, 1)) as asked (n, amount);
end;
$body$;

create function pg_temp.capture(
    p_hold integer,
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
    from api.capture_hold(
        fixture.id(1), fixture.id(p_hold), fixture.id(p_transfer), p_amount, 'thanks',
        p_value_date, p_actor, repeat('a', 32)
    );
end;

-- The statement that leaves out the arguments from one to another, by place.
create function pg_temp.capture_without(p_from integer, p_to integer)
returns text
language sql
return format(
    'select api.capture_hold(%L, %L, %L)',
    case when 1 not between p_from and p_to then fixture.id(1) end,
    case when 2 not between p_from and p_to then fixture.id(101) end,
    case when 3 not between p_from and p_to then fixture.id(111) end
);


-- 1 validate

select
    throws_ok(
        pg_temp.capture_without(n, n),
        'LG002', 'A required value is missing.',
        format('refuses a capture whose argument %s is null', n)
    )
from generate_series(1, 3) as n
order by n;

select results_eq(
    $$ select fixture.facts_of(pg_temp.capture_without(n, 3)) from generate_series(1, 3) as n $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array['book_id', 'hold_id', 'transfer_id']) as name $$,
    'names the first of those that are null'
);

select throws_ok(
    $$ select api.capture_hold(
           fixture.id(1), fixture.id(101), '016f5e66-e800-7000-8000-000000000101'
       ) $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id of 2020'
);

select throws_ok(
    $$ select pg_temp.capture(101, 111, 1, 'infinity') $$,
    '22008', 'value_date is infinity, which is no day',
    'takes infinity for no day'
);


-- 4 judge

select throws_ok(
    $$ select pg_temp.capture(101, 111, p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select results_eq(
    $$ select fixture.facts_of(format('select pg_temp.capture(%s, 111)', number))
       from unnest(array[11, 99, 103]) as number $$,
    $$ select jsonb_build_object('argument', 'hold_id', 'hold_id', fixture.id(number))
       from unnest(array[11, 99, 103]) as number $$,
    'refuses to capture a transfer, what was never asked, and a hold that was refused'
);

select throws_ok(
    $$ select pg_temp.capture(103, 111) $$,
    'LG105', 'There is no such hold in this book.',
    'says that there is no such hold'
);

select results_eq(
    $$ select * from pg_temp.capture(101, 111, 301) $$,
    $$ select null::bigint, null::bigint, null::bigint, false,
           core.refusal('LG318', jsonb_build_object(
               'argument', 'amount', 'asked', '301', 'available', '300', 'captured', '0'
           ))::jsonb $$,
    'refuses one unit more than was set aside'
);

select results_eq(
    $$ select refusal -> 'facts' from pg_temp.capture(101, 112, 1, '2025-12-31') $$,
    $$ values ('{
           "argument": "value_date", "asked": "2025-12-31", "state": "closed",
           "closed_from": "2025-12-01", "closed_to": "2025-12-31"
       }'::jsonb) $$,
    'refuses a day of a closed month'
);

update ledger.account set is_debit_frozen = true
where account_id = fixture.id(11);

select is(
    (select refusal ->> 'code' from pg_temp.capture(101, 113, 1)), 'LG316',
    'refuses to take from an account that was frozen since'
);

update ledger.account set is_debit_frozen = false
where account_id = fixture.id(11);
update ledger.account set balance_ceiling = 100
where account_id = fixture.id(12);

select is(
    (select refusal -> 'facts' ->> 'available' from pg_temp.capture(101, 114, 101)), '100',
    'refuses to bring an account above its ceiling'
);

select results_eq(
    $$ select * from pg_temp.capture(101, 115, 100) $$,
    $$ values (100::bigint, 400::bigint, 100::bigint, false, null::jsonb) $$,
    'captures a part, though nothing is available'
);

update ledger.account set balance_ceiling = null
where account_id = fixture.id(12);

select results_eq(
    $$ select refusal -> 'facts' from pg_temp.capture(101, 116, 201) $$,
    $$ values (
        '{"argument": "amount", "asked": "201", "available": "200", "captured": "100"}'::jsonb
    ) $$,
    'refuses one unit more than is left'
);

select results_eq(
    $$ select * from pg_temp.capture(101, 117, 50) $$,
    $$ values (50::bigint, 350::bigint, 150::bigint, false, null::jsonb) $$,
    'captures another part'
);

select results_eq(
    $$ select * from pg_temp.capture(101, 118) $$,
    $$ values (150::bigint, 200::bigint, 300::bigint, false, null::jsonb) $$,
    'captures all that is left when no amount is named'
);

select results_eq(
    $$ select refusal from pg_temp.capture(101, 119, 1) $$,
    $$ select core.refusal('LG319', jsonb_build_object(
           'argument', 'hold_id', 'hold_id', fixture.id(101), 'state', 'captured'
       ))::jsonb $$,
    'refuses to take of a hold of which nothing is left'
);

select is(
    (select refusal ->> 'code' from pg_temp.capture(101, 120)), 'LG319',
    'refuses to take nothing'
);

select is(
    (
        select refusal ->> 'code'
        from api.reverse_transfer(fixture.id(1), fixture.id(115), fixture.id(130), 40)
    ),
    null,
    'lets a capture be reversed like a transfer'
);


-- 3 replay

select results_eq(
    $$ select amount, debit_balance, replayed, refusal ->> 'code'
       from (values (111, 301), (115, 100), (118, null), (119, 1), (120, null))
           as asked (number, amount_asked),
       pg_temp.capture(101, number, amount_asked) $$,
    $$ values
        (null::bigint, null::bigint, true, 'LG318'), (100, 400, true, null),
        (150, 200, true, null), (null, null, true, 'LG319'), (null, null, true, 'LG319') $$,
    'answers each request again as it answered the first, though the hold has ended'
);

select results_eq(
    $$ select answer.replayed, answer.refusal ->> 'code', answer.refusal -> 'facts' -> 'differing'
       from (values
           (101, 115, null, null), (101, 118, 150, null), (101, 115, 99, '2026-01-02'::date),
           (102, 115, 100, null), (102, 11, 1, null)
       ) as other (hold, transfer, amount, day),
       pg_temp.capture(hold, transfer, amount, day) as answer $$,
    $$ values
        (false, 'LG301', '["amount"]'::jsonb),
        (false, 'LG301', '["amount"]'),
        (false, 'LG301', '["amount", "value_date"]'),
        (false, 'LG301', '["hold_transfer_id"]'),
        (false, 'LG301', '[
            "amount", "credit_account_id", "debit_account_id", "hold_transfer_id", "kind", "memo"
        ]') $$,
    'refuses the key of another request, whatever differs'
);


-- 5 write, 6 record

select results_eq(
    $$ select
           debit_account_id, debit_version, credit_account_id, credit_version, amount::bigint,
           currency::text, value_date, memo::text, is_rest, recorded_by::text, trace::text
       from ledger.transfer
       where kind = 'capture' and refusal is null
       order by transfer_id $$,
    $$ select
           fixture.id(11), version, fixture.id(12), version - 3, amount::bigint,
           'EUR', '2026-01-01'::date, 'thanks', version = 6, 'user:7', repeat('a', 32)
       from (values (4::bigint, 100), (5, 50), (6, 150)) as moved (version, amount) $$,
    'moves between the accounts of the hold, and keeps what was asked'
);

select results_eq(
    $$ select hold_id, captured::bigint, remaining::bigint, state::text
       from ledger.hold order by hold_id $$,
    $$ values
        (fixture.id(101), 300::bigint, 0::bigint, 'captured'),
        (fixture.id(102), 0, 200, 'open') $$,
    'leaves another hold alone'
);


-- What must hold whatever happened

select results_eq(
    $$ select account_id, balance::bigint, held::bigint, version
       from ledger.account order by account_id $$,
    $$ values
        (fixture.id(1), -500::bigint, 0::bigint, 1::bigint),
        (fixture.id(11), 240, 200, 7),
        (fixture.id(12), 260, 0, 4) $$,
    'takes from balance and from what is held alike'
);

select fixture.invariants();

select finish();
rollback;
