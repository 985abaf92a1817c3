begin;
select plan(12);

-- An id of a millisecond with a tail of 16 digits: the first or the last of a month, say.
create function pg_temp.edge(p_at timestamptz, p_tail text)
returns uuid
language sql
return (left(core.id_floor(p_at)::text, 14) || p_tail)::uuid;

select fixture.account(11);
select fixture.account(12, p_floor => null);

create function pg_temp.post(p_transfer_id uuid)
returns text
language sql
as $body$
    select debit_version::text || coalesce(refusal ->> 'code', '')
    from api.post_transfer(
        fixture.id(1), p_transfer_id, fixture.id(12), fixture.id(11), 5, 'EUR'
    );
$body$;

select is(ledger.add_month('2020-03-15'), true, 'makes the month that holds a day');
select is(ledger.add_month('2020-03-01'), false, 'makes none twice');
select is(ledger.add_month('2020-03-31'), false, 'takes the last day for one of the month');

select results_eq(
    $$ select inhparent::regclass::text
       from pg_inherits where inhrelid = 'ledger.transfer_2020_03'::regclass $$,
    $$ values ('ledger.transfer') $$,
    'makes it a part of the journal'
);

select is(
    pg_temp.post(pg_temp.edge('2020-03-01 00:00:00+00', '7000-8000-000000000000')), '1',
    'takes the first id of the month'
);

select is(
    pg_temp.post(pg_temp.edge('2020-03-31 23:59:59.999+00', '7fff-bfff-ffffffffffff')), '2',
    'takes the last id of the month'
);

select throws_ok(
    $$ select pg_temp.post(
           pg_temp.edge('2020-02-29 23:59:59.999+00', '7fff-bfff-ffffffffffff')
       ) $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'leaves out the id before'
);

select throws_ok(
    $$ select pg_temp.post(pg_temp.edge('2020-04-01 00:00:00+00', '7000-8000-000000000000')) $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'leaves out the id after'
);

select results_eq(
    $$ select conname::text collate "default", contype::text, convalidated
       from pg_constraint
       where conrelid = 'ledger.transfer_2020_03'::regclass and contype in ('f', 'p', 'u')
       order by conname $$,
    $$ values
       ('transfer_2020_03_credit_version_key', 'u', true),
       ('transfer_2020_03_debit_version_key', 'u', true),
       ('transfer_2020_03_pkey', 'p', true),
       ('transfer_credit_account_fkey', 'f', true),
       ('transfer_debit_account_fkey', 'f', true) $$,
    'gives it every key'
);

select is_empty(
    $$ select conname from pg_constraint
       where conrelid = 'ledger.transfer_2020_03'::regclass and conname ~ 'month' $$,
    'leaves no check that the bounds make already'
);

select throws_ok(
    $$ insert into ledger.transfer (
           book_id, transfer_id, kind, debit_account_id, debit_version, debit_balance,
           credit_account_id, credit_version, credit_balance, amount, currency, value_date,
           recorded_by, recorded_at
       )
       values (
           fixture.id(1), pg_temp.edge('2020-03-02 00:00:00+00', '7000-8000-000000000000'),
           'transfer', fixture.id(12), 2, 0, fixture.id(11), 3, 0, 5, 'EUR', '2020-03-02',
           'user:7', '2020-03-02 00:00:00+00'
       ) $$,
    '23505',
    'duplicate key value violates unique constraint "transfer_2020_03_debit_version_key"',
    'makes a fork in the history of an account impossible to store'
);

select fixture.invariants();

select finish();
rollback;
