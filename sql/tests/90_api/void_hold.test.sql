begin;
select plan(19);

-- Book 1 has a payer (11) with 500 and a payee (12). Of hold 101, which set 300 aside, 100 were
-- captured (111); hold 102 set 100 aside, 103 was refused.
select fixture.account(11, p_balance => 500);
select fixture.account(12);

do $body$
begin
    perform api.authorise_hold(
        fixture.id(1), fixture.id(n), fixture.id(11), fixture.id(12), amount, 'EUR'
    )
    from (values (101, 300), (102, 100), (103, 101)) as asked (n, amount);
    perform api.capture_hold(fixture.id(1), fixture.id(101), fixture.id(111), 100);
end;
$body$;

create function pg_temp.void(
    p_hold integer,
    p_transfer integer,
    p_memo text default 'sorry',
    p_actor text default 'user:7'
)
returns table (
    amount bigint,
    debit_version bigint,
    debit_balance bigint,
    value_date date,
    replayed boolean,
    refusal jsonb
)
language sql
begin atomic
    select
        amount,
        debit_version,
        debit_balance,
        value_date,
        replayed,
        refusal
    from api.void_hold(
        fixture.id(1), fixture.id(p_hold), fixture.id(p_transfer), p_memo, p_actor,
        repeat('a', 32)
    );
end;

-- The statement that leaves out the arguments from one to another, by place.
create function pg_temp.void_without(p_from integer, p_to integer)
returns text
language sql
return format(
    'select api.void_hold(%L, %L, %L)',
    case when 1 not between p_from and p_to then fixture.id(1) end,
    case when 2 not between p_from and p_to then fixture.id(101) end,
    case when 3 not between p_from and p_to then fixture.id(112) end
);


-- 1 validate

select
    throws_ok(
        pg_temp.void_without(n, n),
        'LG002', 'A required value is missing.',
        format('refuses a void whose argument %s is null', n)
    )
from generate_series(1, 3) as n
order by n;

select results_eq(
    $$ select fixture.facts_of(pg_temp.void_without(n, 3)) from generate_series(1, 3) as n $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array['book_id', 'hold_id', 'transfer_id']) as name $$,
    'names the first of those that are null'
);

select throws_ok(
    $$ select api.void_hold(
           fixture.id(1), fixture.id(101), '016f5e66-e800-7000-8000-000000000101'
       ) $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id of 2020'
);


-- 4 judge

select throws_ok(
    $$ select pg_temp.void(101, 112, p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.void(103, 112) $$,
    'LG105', 'There is no such hold in this book.',
    'refuses to void what was refused'
);

select is(
    fixture.facts_of($$ select pg_temp.void(99, 112) $$),
    jsonb_build_object('argument', 'hold_id', 'hold_id', fixture.id(99)),
    'says which'
);

-- Nothing keeps back what is given back.
update ledger.account set is_debit_frozen = true
where account_id = fixture.id(11);
insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2026-01-01', 'closed');

select results_eq(
    $$ select * from pg_temp.void(101, 112) $$,
    $$ values (200::bigint, 5::bigint, 400::bigint, '2026-01-01'::date, false, null::jsonb) $$,
    'gives back what the captures have left, whatever is frozen or closed'
);

update ledger.account set is_debit_frozen = false
where account_id = fixture.id(11);
delete from ledger.period;

select results_eq(
    $$ select * from pg_temp.void(101, 113) $$,
    $$ select null::bigint, null::bigint, null::bigint, null::date, false,
           core.refusal('LG319', jsonb_build_object(
               'argument', 'hold_id', 'hold_id', fixture.id(101), 'state', 'voided'
           ))::jsonb $$,
    'gives nothing back twice'
);

select results_eq(
    $$ select refusal -> 'facts' ->> 'state'
       from api.capture_hold(fixture.id(1), fixture.id(101), fixture.id(114), 1) $$,
    $$ values ('voided') $$,
    'lets nothing be captured afterwards'
);

select is(
    (
        select refusal ->> 'code'
        from api.post_transfer(
            fixture.id(1), fixture.id(115), fixture.id(11), fixture.id(12), 300, 'EUR'
        )
    ),
    null,
    'lets transfers spend what it gave back'
);

select results_eq(
    $$ select original, refusal -> 'facts' ->> 'kind'
       from (values (102, 121), (112, 122)) as asked (original, number),
       api.reverse_transfer(fixture.id(1), fixture.id(original), fixture.id(number), 1) $$,
    $$ values (102, 'hold'), (112, 'void') $$,
    'can''t be reversed, and no hold can: they have moved nothing'
);


-- 3 replay

select results_eq(
    $$ select number, amount, debit_version, replayed, refusal ->> 'code'
       from unnest(array[112, 113]) as number, pg_temp.void(101, number) $$,
    $$ values (112, 200::bigint, 5::bigint, true, null), (113, null, null, true, 'LG319') $$,
    'answers each request again as it answered the first'
);

select results_eq(
    $$ select answer.replayed, answer.refusal ->> 'code', answer.refusal -> 'facts' -> 'differing'
       from (values (101, 112, 'else'), (102, 112, 'sorry'), (101, 111, 'sorry'))
           as other (hold, transfer, memo),
       pg_temp.void(hold, transfer, memo) as answer $$,
    $$ values
        (false, 'LG301', '["memo"]'::jsonb),
        (false, 'LG301', '["hold_transfer_id"]'),
        (false, 'LG301', '["amount", "kind", "memo"]') $$,
    'refuses the key of another request, whatever differs'
);


-- 5 write, 6 record

select results_eq(
    $$ select
           kind::text, debit_account_id, credit_account_id, credit_version, amount::bigint,
           currency::text, memo::text, hold_transfer_id, recorded_by::text, trace::text
       from ledger.transfer where transfer_id = fixture.id(112) $$,
    $$ values (
        'void', fixture.id(11), fixture.id(12), null::bigint, 200::bigint,
        'EUR', 'sorry', fixture.id(101), 'user:7', repeat('a', 32)
    ) $$,
    'records what was given back, and by whom'
);

select results_eq(
    $$ select hold_id, captured::bigint, remaining::bigint, state::text
       from ledger.hold order by hold_id $$,
    $$ values
        (fixture.id(101), 100::bigint, 0::bigint, 'voided'),
        (fixture.id(102), 0, 100, 'open') $$,
    'leaves another hold alone'
);


-- What must hold whatever happened

select results_eq(
    $$ select account_id, balance::bigint, held::bigint
       from ledger.account order by account_id $$,
    $$ values
        (fixture.id(1), -500::bigint, 0::bigint), (fixture.id(11), 100, 100),
        (fixture.id(12), 400, 0) $$,
    'moves nothing'
);

select fixture.invariants();

select finish();
rollback;
