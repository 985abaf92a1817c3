begin;
select plan(6);

select fixture.book();

create function pg_temp.find(p_currency text default 'USD')
returns uuid
language sql
begin atomic
    select ledger.find_exchange_account(fixture.id(1), p_currency, 'user:7', repeat('a', 32));
end;

select isnt(
    pg_temp.find(), null,
    'opens the account of a currency'
);

select results_eq(
    $$ select account_id, name::text, currency::text, balance_floor::bigint, balance::bigint
       from ledger.account
       inner join ledger.account_name using (book_id, account_id) $$,
    $$ values (pg_temp.find(), 'exchange:USD', 'USD', null::bigint, 0::bigint) $$,
    'opens it once, without a floor'
);

select results_eq(
    $$ select topic, subject, payload ->> 'name', recorded_by::text, trace::text
       from audit.event $$,
    $$ values (
        'account.opened', pg_temp.find()::text, 'exchange:USD', 'user:7', repeat('a', 32)
    ) $$,
    'leaves one event of it'
);

select isnt(
    pg_temp.find('JPY'), pg_temp.find(),
    'has another account for another currency'
);

select is(
    (select count(*) from ledger.account), 2::bigint,
    'opens no more than one a currency'
);

-- As if another session had given the name away between the look and the insert.
create function pg_temp.take_no_name()
returns trigger
language plpgsql
as $body$
begin
    return null;
end;
$body$;

create trigger takes_no_name before insert on ledger.account_name
for each row execute function pg_temp.take_no_name();

select throws_ok(
    $$ select pg_temp.find('KWD') $$,
    'LG201', 'The name already belongs to another account.',
    'refuses a name that was given away in this moment'
);

select finish();
rollback;
