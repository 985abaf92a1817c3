begin;
select plan(25);

select fixture.account(11, p_balance => 500);
select fixture.account(12, p_balance => 200);

-- 100 from account 11 to account 12. What varies is said, the rest stays.
create function pg_temp.post(p_number integer, p_changed jsonb default '{}')
returns table (
    debit_version bigint,
    debit_balance core.balance,
    credit_version bigint,
    credit_balance core.balance,
    amount core.amount,
    value_date date,
    replayed boolean,
    code text
)
language sql
as $body$
    select
        debit_version, debit_balance, credit_version, credit_balance, amount, value_date,
        xid is not null, refusal ->> 'code'
    from ledger.post(
        jsonb_populate_record(null::ledger.transfer, jsonb_build_object(
            'book_id', fixture.id(1), 'transfer_id', fixture.id(p_number), 'kind', 'transfer',
            'debit_account_id', fixture.id(11), 'credit_account_id', fixture.id(12),
            'amount', 100, 'currency', 'EUR'
        ) || p_changed)
    );
$body$;

create function pg_temp.present()
returns table (account_id uuid, balance bigint, version bigint)
language sql
as $body$
    select account_id, balance, version
    from ledger.account
    where account_id in (fixture.id(11), fixture.id(12))
    order by account_id;
$body$;


-- 1 validate

select throws_ok(
    $$ select pg_temp.post(100, '{"transfer_id": "019b76da-a800-4000-8000-000000000100"}') $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id that has no time in it, though it would lie in a month'
);

select throws_ok(
    $$ select pg_temp.post(100, '{"transfer_id": "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"}') $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id of a month that is not kept'
);


-- 4 judge: what is raised leaves nothing

select throws_ok(
    $$ select pg_temp.post(100, jsonb_build_object('debit_account_id', fixture.id(99))) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an account that is not there'
);

select is(
    fixture.facts_of(
        $$ select pg_temp.post(100, jsonb_build_object('credit_account_id', fixture.id(99))) $$
    ),
    jsonb_build_object('argument', 'credit_account_id', 'account_id', fixture.id(99)),
    'says which of the two it is'
);

select fixture.account(21, p_book => 2);

select throws_ok(
    $$ select pg_temp.post(100, jsonb_build_object('credit_account_id', fixture.id(21))) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an account of another book'
);

select is_empty(
    $$ select transfer_id from ledger.transfer where transfer_id = fixture.id(100) $$,
    'leaves no row of what it could not judge'
);


-- 5 write, 6 record

select results_eq(
    $$ select debit_version, debit_balance::bigint, credit_version, credit_balance::bigint,
              amount::bigint, value_date, replayed, code
       from pg_temp.post(100) $$,
    $$ values (
           2::bigint, 400::bigint, 2::bigint, 300::bigint, 100::bigint, date '2026-01-01', false,
           null::text
       ) $$,
    'moves the amount, and takes the day of the id when none is named'
);

select results_eq(
    $$ select * from pg_temp.present() $$,
    $$ values (fixture.id(11), 400::bigint, 2::bigint), (fixture.id(12), 300, 2) $$,
    'leaves both accounts as it says'
);

select fixture.stop_clock('2026-01-31 12:00:00+00');

select lives_ok(
    $$ select pg_temp.post(101, jsonb_build_object(
           'debit_account_id', fixture.id(12), 'credit_account_id', fixture.id(11),
           'value_date', '2025-12-31', 'memo', 'rent', 'recorded_by', 'user:7',
           'trace', '0af7651916cd43dd8448eb211c80319c'
       )) $$,
    'moves it back, whichever id is lower'
);

select results_eq(
    $$ select
           kind::text, debit_account_id, debit_version, debit_balance::bigint,
           credit_account_id, credit_version, credit_balance::bigint, amount::bigint,
           currency::text, value_date, memo::text, refusal, recorded_by::text, trace::text,
           recorded_at, session_role, xid
       from ledger.transfer
       where transfer_id = fixture.id(101) $$,
    $$ values (
           'transfer', fixture.id(12), 3::bigint, 200::bigint,
           fixture.id(11), 3::bigint, 500::bigint, 100::bigint,
           'EUR', date '2025-12-31', 'rent', null::core.refusal, 'user:7',
           '0af7651916cd43dd8448eb211c80319c', timestamptz '2026-01-31 12:00:00+00',
           session_user::text collate "default", pg_current_xact_id()
       ) $$,
    'records what was asked, what came of it, who asked, when, and in which transaction'
);

select results_eq(
    $$ select recorded_by::text from ledger.transfer where transfer_id = fixture.id(100) $$,
    $$ select session_user::text collate "default" $$,
    'takes the login for the actor where there is none'
);

select results_eq(
    $$ select debit_balance, amount, value_date, replayed, code
       from pg_temp.post(103, '{"amount": 501}') $$,
    $$ values (null::core.balance, 501::core.amount, date '2026-01-01', false, 'LG303') $$,
    'returns a refusal beside what was asked'
);

select results_eq(
    $$ select amount::bigint, refusal -> 'facts' ->> 'available'
       from ledger.transfer where transfer_id = fixture.id(103) $$,
    $$ values (501::bigint, '500') $$,
    'records what was refused, and why'
);

select results_eq(
    $$ select * from pg_temp.present() $$,
    $$ values (fixture.id(11), 500::bigint, 3::bigint), (fixture.id(12), 200, 3) $$,
    'moves nothing when it refuses'
);


-- 3 replay

select results_eq(
    $$ select debit_version, debit_balance::bigint, credit_balance::bigint, replayed, code
       from pg_temp.post(100) $$,
    $$ values (2::bigint, 400::bigint, 300::bigint, true, null::text) $$,
    'answers a repetition as it did at first, whatever came after'
);

select results_eq(
    $$ select debit_version, replayed, code
       from pg_temp.post(100, '{"value_date": "2026-01-01"}') $$,
    $$ values (2::bigint, true, null::text) $$,
    'takes the day of the id for the same, said or not'
);

select results_eq(
    $$ select replayed, code from pg_temp.post(103, '{"amount": 501}') $$,
    $$ values (true, 'LG303') $$,
    'refuses again what it refused'
);

select lives_ok(
    $$ select pg_temp.post(104, jsonb_build_object(
           'debit_account_id', fixture.id(12), 'credit_account_id', fixture.id(11), 'amount', 1
       )) $$,
    'lets the account have what it lacked'
);

select results_eq(
    $$ select replayed, code from pg_temp.post(103, '{"amount": 501}') $$,
    $$ values (true, 'LG303') $$,
    'refuses it still, though it could be granted by now'
);

select results_eq(
    $$ select replayed, code from pg_temp.post(105, '{"amount": 501}') $$,
    $$ values (false, null::text) $$,
    'grants it under another id'
);

select results_eq(
    $$ select replayed, code from pg_temp.post(100, '{"memo": "another"}') $$,
    $$ values (false, 'LG301') $$,
    'refuses the id of another request'
);

select results_eq(
    $$ select replayed, code
       from pg_temp.post(100, jsonb_build_object('credit_account_id', fixture.id(1))) $$,
    $$ values (false, 'LG301') $$,
    'refuses it over other accounts too'
);

set local time zone 'Pacific/Kiritimati';

select results_eq(
    $$ select value_date from pg_temp.post(102, jsonb_build_object(
           'transfer_id',
           left(core.id_floor('2026-01-31 23:59:59.999+00')::text, 14) || '7000-8000-000000000102',
           'debit_account_id', fixture.id(12), 'credit_account_id', fixture.id(11)
       )) $$,
    $$ values (date '2026-01-31') $$,
    'takes the day by UTC, wherever it is asked from'
);

set local time zone default;

select results_eq(
    $$ select count(*) from ledger.transfer where book_id = fixture.id(1) $$,
    $$ values (8::bigint) $$,
    'leaves one row an id: two fixtures, six requests'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
