begin;
select plan(16);

-- A payer (11) with 500, who may give 100 at once and 150 a day. A payee (12) who may have 120. Two
-- that are frozen, for debits (13) and for credits (14), and one who can give to any of them (15).
select fixture.account(number, p_balance => 500)
from unnest(array[11, 13, 14, 15]) as number
order by number;
select fixture.account(12);

update ledger.account set transfer_limit = 100, day_limit = 150
where account_id = fixture.id(11);
update ledger.account set balance_ceiling = 120
where account_id = fixture.id(12);
update ledger.account set is_debit_frozen = true
where account_id = fixture.id(13);
update ledger.account set is_credit_frozen = true
where account_id = fixture.id(14);

select fixture.stop_clock('2026-01-31 12:00:00+00');

create function pg_temp.post(
    p_transfer integer,
    p_debit integer,
    p_credit integer,
    p_amount bigint
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
        p_amount, 'EUR', p_actor => 'user:7'
    );
end;

create function pg_temp.spent()
returns table (spent bigint, spent_date date)
language sql
as $body$
    select spent, spent_date from ledger.account where account_id = fixture.id(11);
$body$;


-- 4 judge, 5 write: what one transfer may debit

select results_eq(
    $$ select * from pg_temp.post(101, 11, 12, 101) $$,
    $$ select null::bigint, null::bigint, false, core.refusal('LG314', jsonb_build_object(
           'argument', 'amount', 'account_id', fixture.id(11), 'asked', '101',
           'transfer_limit', '100'
       ))::jsonb $$,
    'refuses one unit more than the account may give at once'
);

select results_eq(
    $$ select * from pg_temp.spent() $$, $$ values (0::bigint, null::date) $$,
    'does not count what it refused'
);

select results_eq(
    $$ select * from pg_temp.post(102, 11, 12, 100) $$,
    $$ values (400::bigint, 100::bigint, false, null::jsonb) $$,
    'posts what it may give'
);

select results_eq(
    $$ select * from pg_temp.spent() $$, $$ values (100::bigint, '2026-01-31'::date) $$,
    'counts it'
);


-- what a day may debit

select results_eq(
    $$ select * from pg_temp.post(103, 11, 15, 51) $$,
    $$ select null::bigint, null::bigint, false, core.refusal('LG315', jsonb_build_object(
           'account_id', fixture.id(11), 'asked', '51', 'available', '50',
           'day_limit', '150', 'spent', '100'
       ))::jsonb $$,
    'refuses one unit more than is left of the day'
);

select results_eq(
    $$ select * from pg_temp.post(104, 11, 15, 50) $$,
    $$ values (350::bigint, 550::bigint, false, null::jsonb) $$,
    'posts what is left'
);

select results_eq(
    $$ select replayed from pg_temp.post(104, 11, 15, 50) $$, $$ values (true) $$,
    'answers it again, though nothing is left'
);

select results_eq(
    $$ select spent from pg_temp.spent() $$, $$ values (150::bigint) $$,
    'counts a replay once'
);

select results_eq(
    $$ select refusal from api.reverse_transfer(
           fixture.id(1), fixture.id(11), fixture.id(105), 200
       ) $$,
    $$ values (null::core.refusal) $$,
    'lets a reversal pass, which counts against no limit'
);

select results_eq(
    $$ select refusal from api.post_transfer(
           fixture.id(1), fixture.id(106), fixture.id(15), fixture.id(11), 7, 'EUR'
       ) $$,
    $$ values (null::core.refusal) $$,
    'counts nothing that comes in'
);

select fixture.stop_clock('2026-02-01 00:00:00+00');

select results_eq(
    $$ select replayed, refusal ->> 'code' from pg_temp.post(103, 11, 15, 51) $$,
    $$ values (true, 'LG315') $$,
    'refuses still what it refused, though it is another day'
);

select results_eq(
    $$ select posted.refusal, spent.spent, spent.spent_date
       from pg_temp.post(107, 11, 15, 51) as posted, pg_temp.spent() as spent $$,
    $$ values (null::jsonb, 51::bigint, '2026-02-01'::date) $$,
    'counts a new day from nothing'
);


-- the ceiling, and freezes

select results_eq(
    $$ select * from pg_temp.post(110, 15, 12, 21) $$,
    $$ select null::bigint, null::bigint, false, core.refusal('LG309', jsonb_build_object(
           'account_id', fixture.id(12), 'asked', '21', 'available', '20',
           'balance', '100', 'balance_ceiling', '120'
       ))::jsonb $$,
    'refuses one unit above the ceiling'
);

select results_eq(
    $$ select credit_balance, refusal from pg_temp.post(111, 15, 12, 20) $$,
    $$ values (120::bigint, null::jsonb) $$,
    'posts up to the ceiling itself'
);

select results_eq(
    $$ select number, refusal ->> 'code', refusal -> 'facts' ->> 'account_id'
       from (
           values (112, 13, 15), (113, 15, 13), (114, 14, 15), (115, 15, 14)
       ) as asked (number, debit, credit),
       pg_temp.post(number, debit, credit, 1)
       order by number $$,
    $$ values
        (112, 'LG316', fixture.id(13)::text), (113, null, null),
        (114, null, null), (115, 'LG317', fixture.id(14)::text) $$,
    'refuses the frozen side of an account, and lets the other pass'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
