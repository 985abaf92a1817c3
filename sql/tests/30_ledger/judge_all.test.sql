begin;
select plan(11);

-- A payer (11) with 500, a payee (12), and one (13) who may give 150 a day.
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13, p_balance => 500);
select fixture.account(14, p_currency => 'USD');
select fixture.account(15);
update ledger.account set day_limit = 150
where account_id = fixture.id(13);
insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2025-12-01', 'closed'), (fixture.id(1), '2026-02-01', 'soft_closed');
select fixture.stop_clock('2026-01-31 12:00:00+00');

-- 100 from account 11 to account 12. What varies is said, the rest stays.
create function pg_temp.request(p_number integer, p_changed jsonb default '{}')
returns ledger.transfer
language sql
as $body$
    select jsonb_populate_record(null::ledger.transfer, jsonb_build_object(
        'book_id', fixture.id(1), 'transfer_id', fixture.id(p_number), 'kind', 'transfer',
        'debit_account_id', fixture.id(11), 'credit_account_id', fixture.id(12),
        'amount', 100, 'currency', 'EUR', 'value_date', '2026-01-01'
    ) || p_changed);
$body$;

create function pg_temp.back(p_number integer, p_amount bigint)
returns ledger.transfer
language sql
return pg_temp.request(p_number, jsonb_build_object(
    'debit_account_id', fixture.id(12), 'credit_account_id', fixture.id(11), 'amount', p_amount
));

create function pg_temp.judge(variadic p_requests ledger.transfer[])
returns table (
    debit_version bigint,
    debit_balance bigint,
    credit_version bigint,
    credit_balance bigint,
    code text,
    is_again boolean
)
language sql
as $body$
    select debit_version, debit_balance, credit_version, credit_balance, refusal ->> 'code',
        xid is not null
    from ledger.judge_all(p_requests, array(
        select account from ledger.account as account order by account_id
    )) as judged, unnest(judged.rows);
$body$;

select results_eq(
    $$ select * from pg_temp.judge(
           pg_temp.request(100), pg_temp.back(101, 101), pg_temp.back(102, 100),
           pg_temp.request(103, '{"amount": 500}'), pg_temp.request(104, '{"amount": 1}')
       ) $$,
    $$ values
        (2::bigint, 400::bigint, 1::bigint, 100::bigint, null::text, false),
        (null, null, null, null, 'LG303', false), (2, 0, 3, 500, null, false),
        (4, 0, 3, 500, null, false), (null, null, null, null, 'LG303', false) $$,
    'judges each over what the one before it left'
);

select results_eq(
    $$ select code, is_again from pg_temp.judge(
           pg_temp.request(100), pg_temp.request(100), pg_temp.request(100, '{"memo": "other"}'),
           pg_temp.request(100), pg_temp.request(101, '{"amount": 500}'),
           pg_temp.request(101, '{"amount": 500}')
       ) $$,
    $$ values
        (null::text, false), (null, true), ('LG301', false), (null, true), ('LG303', false),
        ('LG303', true) $$,
    'answers the same id as at first, and refuses it for another request'
);

select results_eq(
    $$ select code, is_again from pg_temp.judge(
           pg_temp.request(100, jsonb_build_object('debit_account_id', fixture.id(99))),
           pg_temp.request(100, '{"currency": "EUX"}'), pg_temp.request(100), pg_temp.request(100)
       ) $$,
    $$ values ('LG101', false), ('LG103', false), (null::text, false), (null, true) $$,
    'takes an id for free whose request left no row'
);

select results_eq(
    $$ select code from pg_temp.judge(
           pg_temp.request(100, jsonb_build_object('debit_account_id', fixture.id(2))),
           pg_temp.request(101, jsonb_build_object('credit_account_id', fixture.id(99))),
           pg_temp.request(102, jsonb_build_object('credit_account_id', fixture.id(14))),
           pg_temp.request(103, '{"currency": "USD"}'),
           pg_temp.request(104, '{"value_date": "2025-12-31"}'),
           pg_temp.request(105, '{"value_date": "2025-11-30"}'),
           pg_temp.request(106, '{"value_date": "2026-02-28"}'),
           pg_temp.request(107, '{"value_date": "2026-02-28", "kind": "adjustment"}'),
           pg_temp.request(108, '{"value_date": "2026-03-01"}')
       ) $$,
    $$ values
        ('LG101'), ('LG101'), ('LG302'), ('LG302'), ('LG305'), ('LG305'), ('LG305'), (null),
        (null) $$,
    'refuses as ledger.post does, one by one'
);

select results_eq(
    $$ select number::integer, refusal -> 'facts'
       from ledger.judge_all(
           array[
               pg_temp.request(100, jsonb_build_object('debit_account_id', fixture.id(99))),
               pg_temp.request(101, jsonb_build_object('credit_account_id', fixture.id(99))),
               pg_temp.request(102, '{"currency": "EUX"}')
           ],
           array(select account from ledger.account as account order by account_id)
       ) as judged, unnest(judged.rows) with ordinality as answer (
           book_id, transfer_id, kind, debit_account_id, debit_version, debit_balance,
           credit_account_id, credit_version, credit_balance, amount, currency, value_date, memo,
           reverses_transfer_id, refusal
       ), lateral (select right(transfer_id::text, 3)::integer - 99) as place (number) $$,
    $$ values
        (1, jsonb_build_object('argument', 'debit_account_id', 'account_id', fixture.id(99))),
        (2, jsonb_build_object('argument', 'credit_account_id', 'account_id', fixture.id(99))),
        (3, '{"argument": "currency", "currency": "EUX"}') $$,
    'names what is not there'
);

select results_eq(
    $$ select code from pg_temp.judge(variadic array(
           select pg_temp.request(number, jsonb_build_object(
               'debit_account_id', fixture.id(13), 'amount', amount
           ))
           from (values (100, 100), (101, 51), (102, 50), (103, 1)) as asked (number, amount)
           order by number
       )) $$,
    $$ values (null), ('LG315'), (null), ('LG315') $$,
    'counts what the batch has spent of a day'
);

select results_eq(
    $$ select code, is_again from pg_temp.judge(
           pg_temp.request(100, jsonb_build_object('refusal', core.refusal('LG002', '{}'))),
           pg_temp.request(101, '{"xid": "7", "debit_version": 9}')
       ) $$,
    $$ values ('LG002', false), (null, true) $$,
    'leaves what is answered already'
);

select results_eq(
    $$ select account_id, balance::bigint, version, spent::bigint, spent_date
       from ledger.judge_all(
           array[pg_temp.request(100, jsonb_build_object('debit_account_id', fixture.id(13)))],
           array(select account from ledger.account as account order by account_id)
       ) as judged, unnest(judged.accounts) $$,
    $$ values
        (fixture.id(1), -1000::bigint, 2::bigint, 0::bigint, null::date),
        (fixture.id(11), 500, 1, 0, null), (fixture.id(12), 100, 1, 0, null),
        (fixture.id(13), 400, 2, 100, '2026-01-31'), (fixture.id(14), 0, 0, 0, null),
        (fixture.id(15), 0, 0, 0, null) $$,
    'says what becomes of the accounts'
);

-- A transaction that began the day before gets the lock after one of today: no day comes back.
update ledger.account set spent = 60, spent_date = '2026-02-01'
where account_id = fixture.id(13);

select results_eq(
    $$ select code from pg_temp.judge(
           pg_temp.request(100, jsonb_build_object('debit_account_id', fixture.id(13))),
           pg_temp.request(101, jsonb_build_object(
               'debit_account_id', fixture.id(13), 'amount', 90
           ))
       ) $$,
    $$ values ('LG315'), (null) $$,
    'counts what a later day has spent already'
);

select results_eq(
    $$ select spent::bigint, spent_date
       from ledger.judge_all(
           array[pg_temp.request(
               101, jsonb_build_object('debit_account_id', fixture.id(13), 'amount', 90)
           )],
           array(select account from ledger.account as account order by account_id)
       ) as judged, unnest(judged.accounts)
       where account_id = fixture.id(13) $$,
    $$ values (150::bigint, date '2026-02-01') $$,
    'adds to it'
);

select fixture.invariants();

select finish();
rollback;
