begin;
select plan(3);

select fixture.account(11, p_balance => 500, p_floor => -20);
select fixture.account(11, p_book => 2, p_currency => 'USD', p_floor => null);
insert into ledger.account_name (book_id, name, account_id)
values
(fixture.id(1), 'zulu', fixture.id(11)),
(fixture.id(1), 'alfa', fixture.id(11)),
(fixture.id(2), 'bravo', fixture.id(11));
update ledger.account set is_open = false
where book_id = fixture.id(2);

select results_eq(
    $$ select
           book_id, account_id, currency::text, balance::bigint, balance_floor::bigint, version,
           is_open, names
       from report.account()
       order by book_id, account_id $$,
    $$ values
        (
            fixture.id(1), fixture.id(1), 'EUR', -500::bigint, null::bigint, 1::bigint,
            true, '{}'::text[]
        ),
        (fixture.id(1), fixture.id(11), 'EUR', 500, -20, 1, true, '{alfa,zulu}'),
        (fixture.id(2), fixture.id(11), 'USD', 0, null, 0, false, '{bravo}') $$,
    'has every account of every book once, with its names in order'
);

select is_empty(
    $$ select line
       from fixture.plan_of('select balance from report.account() where book_id is null') as line
       where line ~ 'Function Scan' $$,
    'is no wall for the planner'
);

select fixture.invariants();

select finish();
rollback;
