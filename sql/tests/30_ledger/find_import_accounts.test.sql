begin;
select plan(2);

select fixture.account(11, p_balance => 500);
select fixture.account(12, p_floor => null);
select fixture.account(13);
select fixture.account(14, p_book => 2);

insert into ledger.account_name (book_id, name, account_id)
values
(fixture.id(1), 'a.sta:A', fixture.id(11)),
(fixture.id(1), 'clearing:EUR', fixture.id(12)),
(fixture.id(1), 'a.sta:B', fixture.id(13)),
(fixture.id(2), 'suspense:EUR', fixture.id(14));

select fixture.statement(1);

select results_eq(
    $$ select name::text, account_id, currency::text, balance::bigint, version,
           (entire).account_id, (entire).balance_floor::bigint
       from ledger.find_import_accounts(fixture.id(1), fixture.id(900)) order by name $$,
    $$ values
        ('a.sta:A', fixture.id(11), 'EUR', 500::bigint, 1::bigint, fixture.id(11), 0::bigint),
        ('clearing:EUR', fixture.id(12), 'EUR', 0, 0, fixture.id(12), null) $$,
    'finds the accounts of the statements and of the other side, in this book'
);

select is_empty(
    $$ select * from ledger.find_import_accounts(fixture.id(1), fixture.id(901)) $$,
    'finds none for an import without statements'
);

select finish();
rollback;
