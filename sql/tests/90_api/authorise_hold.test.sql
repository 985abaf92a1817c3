begin;
select plan(29);

-- Book 1 has a payer (11) with 500 and a payee (12). Holds have numbers from 101 on.
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13, p_currency => 'USD');
select fixture.account(14);
update ledger.account set is_open = false
where account_id = fixture.id(14);
insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2025-12-01', 'closed');

create function pg_temp.hold(
    p_number integer,
    p_amount bigint,
    p_debit integer default 11,
    p_credit integer default 12,
    p_currency text default 'EUR',
    p_value_date date default null,
    p_expires_at timestamptz default null,
    p_actor text default 'user:7'
)
returns table (
    debit_version bigint,
    debit_balance bigint,
    replayed boolean,
    refusal jsonb
)
language sql
begin atomic
    select
        debit_version,
        debit_balance,
        replayed,
        refusal
    from api.authorise_hold(
        fixture.id(1), fixture.id(p_number), fixture.id(p_debit), fixture.id(p_credit), p_amount,
        p_currency, 'deposit', p_value_date, p_expires_at, p_actor, repeat('a', 32)
    );
end;

-- The statement that leaves out the arguments from one to another, by place.
create function pg_temp.hold_without(p_from integer, p_to integer)
returns text
language sql
return format(
    'select api.authorise_hold(%L, %L, %L, %L, %L, %L)',
    case when 1 not between p_from and p_to then fixture.id(1) end,
    case when 2 not between p_from and p_to then fixture.id(101) end,
    case when 3 not between p_from and p_to then fixture.id(11) end,
    case when 4 not between p_from and p_to then fixture.id(12) end,
    case when 5 not between p_from and p_to then 1 end,
    case when 6 not between p_from and p_to then 'EUR' end
);


-- 1 validate

select
    throws_ok(
        pg_temp.hold_without(n, n),
        'LG002', 'A required value is missing.',
        format('refuses a hold whose argument %s is null', n)
    )
from generate_series(1, 6) as n
order by n;

select results_eq(
    $$ select fixture.facts_of(pg_temp.hold_without(n, 6)) from generate_series(1, 6) as n $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array[
           'book_id', 'hold_id', 'debit_account_id', 'credit_account_id', 'amount', 'currency'
       ]) as name $$,
    'names the first of those that are null'
);

select throws_ok(
    $$ select pg_temp.hold(101, 1, 11, 11) $$,
    'LG001', 'The two accounts of a transfer must differ.',
    'refuses to hold for the account itself'
);

select throws_ok(
    $$ select api.authorise_hold(
           fixture.id(1), '016f5e66-e800-7000-8000-000000000101', fixture.id(11), fixture.id(12),
           1, 'EUR'
       ) $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id of 2020'
);

select throws_ok(
    $$ select pg_temp.hold(101, 1, p_expires_at => '2026-01-31 12:00:00+00') $$,
    'LG007', 'The expiry is not after now.',
    'refuses a hold that expires at once'
);

select is(
    fixture.facts_of($$ select pg_temp.hold(101, 1, p_expires_at => '-infinity') $$)
    ->> 'argument',
    'expires_at',
    'names the expiry'
);

select throws_ok(
    $$ select pg_temp.hold(11, 1, p_expires_at => '-infinity') $$,
    'LG007', 'The expiry is not after now.',
    'refuses it whatever the id was used for'
);

select throws_ok(
    $$ select pg_temp.hold(101, 1, p_value_date => '-infinity') $$,
    '22008', 'value_date is infinity, which is no day',
    'takes infinity for no day'
);


-- 4 judge

select throws_ok(
    $$ select pg_temp.hold(101, 1, p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.hold(101, 1, p_debit => 99) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an account that is not there'
);

select results_eq(
    $$ select fixture.facts_of(format('select pg_temp.hold(101, 1, %s, %s)', debit, credit))
       from (values (99, 12), (11, 99), (98, 99)) as asked (debit, credit) $$,
    $$ select jsonb_build_object('argument', argument, 'account_id', fixture.id(number))
       from (values
           ('debit_account_id', 99), ('credit_account_id', 99), ('debit_account_id', 98)
       ) as named (argument, number) $$,
    'refuses an account that is not there, and says which'
);

select throws_ok(
    $$ select pg_temp.hold(101, 1, p_currency => 'XAU') $$,
    'LG103', 'There is no such currency to keep an account in.',
    'refuses a currency that no account has'
);

select results_eq(
    $$ select number, refusal ->> 'code'
       from (values
           (151, 11, 13, 'EUR', null::date), (152, 11, 12, 'USD', null),
           (153, 14, 12, 'EUR', null), (154, 11, 14, 'EUR', null),
           (155, 11, 12, 'EUR', '2025-12-31')
       ) as asked (number, debit, credit, currency, day),
       pg_temp.hold(number, 1, debit, credit, currency, day) $$,
    $$ values (151, 'LG302'), (152, 'LG302'), (153, 'LG304'), (154, 'LG304'), (155, 'LG305') $$,
    'refuses another currency, an account that is closed, and a month that is'
);

select results_eq(
    $$ select debit_version, replayed, refusal from pg_temp.hold(101, 501) $$,
    $$ select null::bigint, false, core.refusal('LG303', jsonb_build_object(
           'account_id', fixture.id(11), 'asked', '501', 'available', '500',
           'balance', '500', 'held', '0', 'balance_floor', '0'
       ))::jsonb $$,
    'refuses one unit more than is available'
);

select results_eq(
    $$ select * from pg_temp.hold(102, 500, p_expires_at => '2026-01-31 12:00:01+00') $$,
    $$ values (2::bigint, 500::bigint, false, null::jsonb) $$,
    'sets all aside that is available, and leaves the balance'
);

select results_eq(
    $$ select refusal -> 'facts' ->> 'available'
       from api.post_transfer(
           fixture.id(1), fixture.id(201), fixture.id(11), fixture.id(12), 1, 'EUR'
       ) $$,
    $$ values ('0') $$,
    'lets no transfer spend what is set aside'
);


-- 3 replay

select fixture.stop_clock('2026-02-01 12:00:00+00');

select results_eq(
    $$ select * from pg_temp.hold(102, 500, p_expires_at => '2026-01-31 12:00:01+00') $$,
    $$ values (2::bigint, 500::bigint, true, null::jsonb) $$,
    'answers a repetition as it did at first, though the expiry has passed'
);

select lives_ok(
    $$ select api.void_hold(fixture.id(1), fixture.id(102), fixture.id(202)) $$,
    'lets the hold end'
);

select results_eq(
    $$ select debit_version, replayed, refusal ->> 'code'
       from (values (101, 501, null::timestamptz), (102, 500, '2026-01-31 12:00:01+00'))
           as asked (number, amount, expires_at),
       pg_temp.hold(number, amount, p_expires_at => expires_at) $$,
    $$ values (null::bigint, true, 'LG303'), (2, true, null) $$,
    'gives the same answers when the hold has ended, and when another could be granted by now'
);

select results_eq(
    $$ select answer.replayed, answer.refusal ->> 'code', answer.refusal -> 'facts' -> 'differing'
       from (values
           (102, 499, 12, '2026-01-31 12:00:01+00'::timestamptz), (102, 500, 14, null),
           (102, 500, 12, '2026-01-31 12:00:02+00'), (201, 1, 12, null)
       ) as other (number, amount, credit, expires_at),
       pg_temp.hold(number, amount, 11, credit, p_expires_at => expires_at) as answer $$,
    $$ values
        (false, 'LG301', '["amount"]'::jsonb),
        (false, 'LG301', '["credit_account_id", "expires_at"]'),
        (false, 'LG301', '["expires_at"]'),
        (false, 'LG301', '["kind", "memo"]') $$,
    'refuses the id of another hold, or of a transfer, whatever differs'
);


-- 5 write, 6 record

select results_eq(
    $$ select
           kind::text, credit_version, credit_balance::bigint, amount::bigint, currency::text,
           value_date, memo::text, expires_at, recorded_by::text, trace::text
       from ledger.transfer
       where transfer_id = fixture.id(102) $$,
    $$ values (
        'hold', null::bigint, null::bigint, 500::bigint, 'EUR',
        '2026-01-01'::date, 'deposit', '2026-01-31 12:00:01+00'::timestamptz,
        'user:7', repeat('a', 32)
    ) $$,
    'records what was asked, and by whom'
);

select is(
    (select refusal from pg_temp.hold(103, 5, p_expires_at => 'infinity')), null,
    'takes an expiry that never comes for none'
);

select results_eq(
    $$ select hold_id, amount::bigint, remaining::bigint, state::text, expires_at
       from ledger.hold order by hold_id $$,
    $$ values
        (fixture.id(102), 500::bigint, 0::bigint, 'voided', '2026-01-31 12:00:01+00'::timestamptz),
        (fixture.id(103), 5, 5, 'open', null) $$,
    'leaves a hold where it granted one, and none where it refused'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
