begin;
select plan(5);

select fixture.book(1);
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.account(11);

insert into ledger.account_name (book_id, name, account_id)
values (fixture.id(1), 'a.sta:A', fixture.id(11));

select fixture.statement(1);
select fixture.statement(2, p_account => 'B', p_currency => 'USD');
select fixture.statement(3, p_account => 'C', p_currency => 'JPY');
update ledger.staged_statement set fault = 'It is torn.'
where statement_no = 3;

create function pg_temp.open()
returns void
language sql
begin atomic
    select ledger.open_import_accounts(
        fixture.id(1), fixture.id(900),
        array(select verdict from ledger.judge_import(fixture.id(1), fixture.id(900)) as verdict),
        'user:7', repeat('a', 32)
    );
end;

select pg_temp.open();

select results_eq(
    $$ select name::text from fixture.held order by name collate "C" $$,
    $$ values
        ('a.sta:A'), ('a.sta:B'), ('clearing:EUR'), ('clearing:USD'), ('gap:EUR'), ('gap:USD'),
        ('opening:EUR'), ('opening:USD'), ('suspense:EUR'), ('suspense:USD') $$,
    'opens what is missing for the statements that are to be posted'
);

select is_empty(
    $$ select * from ledger.account
       where account_id <> fixture.id(11) and balance_floor is not null $$,
    'gives none of them a floor'
);

select results_eq(
    $$ select payload ->> 'name', payload ->> 'currency', recorded_by::text, trace::text
       from audit.event where topic = 'account.opened' and payload ->> 'name' like '%USD'
       order by payload ->> 'name' $$,
    $$ select name, 'USD', 'user:7', repeat('a', 32)
       from unnest(array['clearing:USD', 'gap:USD', 'opening:USD', 'suspense:USD']) as name $$,
    'leaves an event for each'
);

select pg_temp.open();

select is(
    (select count(*) from fixture.held), 10::bigint,
    'opens nothing twice'
);

-- Under an import of which nothing is staged no name is found: as if another session had opened the
-- accounts at this moment.
select throws_ok(
    $$ select ledger.open_import_accounts(
           fixture.id(1), fixture.id(901),
           array(
               select verdict
               from ledger.judge_import(fixture.id(1), fixture.id(900)) as verdict
           ),
           'user:7', null
       ) $$,
    'LG201', 'The name already belongs to another account.',
    'refuses when another account has taken a name meanwhile'
);

select finish();
rollback;
