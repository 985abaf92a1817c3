begin;
select plan(14);

-- 1 (11: 500) has 1.1 (12: 200, 13: -70) and 1.2 (14: USD 900); 2 has none; 15 is in no chart.
select fixture.account(11, p_balance => 500);
select fixture.account(12, p_balance => 200);
select fixture.account(13, p_floor => null);
select fixture.account(14, p_balance => 900, p_currency => 'USD');
select fixture.account(15, p_balance => 7);
select fixture.book(2, p_actor => 'user:8');
select api.open_heading(fixture.id(1), heading, 'H ' || heading, parent)
from (values ('1', null), ('1.1', '1'), ('1.2', '1'), ('2', null)) as asked (heading, parent);
select api.set_account_heading(fixture.id(1), fixture.id(number), heading)
from (values (11, '1'), (12, '1.1'), (13, '1.1'), (14, '1.2')) as asked (number, heading);
select api.post_transfer(
    fixture.id(1), fixture.id(101), fixture.id(13), fixture.id(1), 70, 'EUR'
);
update ledger.account set held = 30
where account_id = fixture.id(12);

create function pg_temp.told(
    p_heading text default null,
    p_currency text default 'EUR',
    p_after text default null,
    p_limit integer default 50
)
returns setof text
language sql
begin atomic
    select concat_ws(' ', heading, accounts, debit_total, credit_total, held, balance)
    from api.get_heading_balances(
        fixture.id(1), p_currency, p_heading, p_after, p_limit, 'user:7'
    );
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.get_heading_balances(%L, %L, p_limit => null)', book_id, currency
       ))
       from (values (null, 'EUR'), (fixture.id(1), null), (fixture.id(1), 'EUR'))
           as asked (book_id, currency) $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array['book_id', 'currency', 'limit']) as name $$,
    'names the first that is null'
);

select throws_ok(
    $$ select pg_temp.told(p_currency => null) $$,
    'LG002', 'A required value is missing.', 'refuses to add up without a currency'
);


-- 4 judge

select throws_ok(
    $$ select api.get_heading_balances(fixture.id(1), 'EUR', p_actor => 'user:8') $$,
    'LG102', 'There is no such book.', 'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.told(p_currency => 'XAU') $$,
    'LG103', 'There is no such currency to keep an account in.',
    'refuses a currency without a minor unit'
);

select throws_ok(
    $$ select pg_temp.told('3') $$,
    'LG106', 'There is no such heading in this book.', 'refuses a heading that is not there'
);


-- The answer

select results_eq(
    $$ select * from pg_temp.told() $$,
    $$ values
        ('1 3 70 700 30 630'), ('1.1 2 70 200 30 130'), ('1.2 0 0 0 0 0'), ('2 0 0 0 0 0') $$,
    'adds up each heading with all that stands under it, in one currency'
);

select results_eq(
    $$ select name::text, parent::text, tier
       from api.get_heading_balances(fixture.id(1), 'EUR', '1.1') $$,
    $$ values ('H 1.1', '1', 2::smallint) $$,
    'tells what each is called and where it stands'
);

select results_eq(
    $$ select * from pg_temp.told(p_currency => 'USD') $$,
    $$ values ('1 1 0 900 0 900'), ('1.1 0 0 0 0 0'), ('1.2 1 0 900 0 900'), ('2 0 0 0 0 0') $$,
    'adds up another currency for itself'
);

select results_eq(
    $$ select * from pg_temp.told('1.1') $$,
    $$ values ('1.1 2 70 200 30 130') $$,
    'takes one heading and what stands under it'
);

select results_eq(
    $$ select after, told
       from unnest(array[null, '1.1']) as after, pg_temp.told(null, 'EUR', after, 2) as told $$,
    $$ values
        (null, '1 3 70 700 30 630'), (null, '1.1 2 70 200 30 130'),
        ('1.1', '1.2 0 0 0 0 0'), ('1.1', '2 0 0 0 0 0') $$,
    'adds up the same whatever the page'
);

select is_empty($$ select * from pg_temp.told(p_after => '2') $$, 'ends with the chart');

select api.move_heading(fixture.id(1), '1.1', '2');

select results_eq(
    $$ select * from pg_temp.told() $$,
    $$ values
        ('1 1 0 500 0 500'), ('1.1 2 70 200 30 130'), ('1.2 0 0 0 0 0'), ('2 2 70 200 30 130') $$,
    'counts a heading that moved where it stands now'
);

-- Roots and what is in no chart make the trial balance.
select results_eq(
    $$ select
           sum(balance) + (
               select sum(account.balance) from report.account() as account
               where account.heading is null and account.currency = 'EUR'
           )
       from api.get_heading_balances(fixture.id(1), 'EUR')
       where parent is null $$,
    $$ select difference from api.trial_balance(fixture.id(1)) where currency = 'EUR' $$,
    'leaves out nothing but the accounts of no chart'
);


-- What must hold whatever happened

update ledger.account set held = 0
where account_id = fixture.id(12);

select fixture.invariants();

select finish();
rollback;
