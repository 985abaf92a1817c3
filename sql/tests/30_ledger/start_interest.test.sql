begin;
select plan(2);

select fixture.interest_account();

create function pg_temp.start()
returns table (settled_version bigint, principal numeric, numerator numeric, through_date date)
language sql
begin atomic
    select
        settled_version,
        principal,
        numerator,
        through_date
    from ledger.start_interest(fixture.id(1), fixture.id(12));
end;

select results_eq(
    $$ select * from pg_temp.start() $$,
    $$ values (0::bigint, 0::numeric, 0::numeric, null::date) $$,
    'begins with nothing'
);

insert into ledger.account_anchor (book_id, account_id, version, balance)
values (fixture.id(1), fixture.id(12), 7, -300);

select results_eq(
    $$ select * from pg_temp.start() $$,
    $$ values (7::bigint, -300::numeric, 0::numeric, null::date) $$,
    'begins with what detached months left'
);

select finish();
rollback;
