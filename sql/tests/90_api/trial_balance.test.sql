begin;
select plan(9);

-- Book 1 has three accounts in EUR besides the world outside, one in USD that was never moved and
-- one in JPY that was. Book 2 has 7 EUR that nobody else sees.
select fixture.account(11, p_balance => 500);
select fixture.account(12, p_balance => 20);
select fixture.account(13, p_floor => null);
select fixture.account(14, p_currency => 'USD');
select fixture.account(15, p_balance => 3, p_currency => 'JPY');
select fixture.account(11, p_balance => 7, p_book => 2);

do $body$
begin
    perform api.post_transfer(
        fixture.id(1), fixture.id(101), fixture.id(13), fixture.id(12), 80, 'EUR'
    );
end;
$body$;


-- 1 validate

select throws_ok(
    $$ select api.trial_balance(null) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);

select is(
    fixture.facts_of($$ select api.trial_balance(null) $$),
    '{"argument": "book_id"}',
    'names it'
);


-- 4 judge

select throws_ok(
    $$ select api.trial_balance(fixture.id(1), 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select is(
    fixture.facts_of($$ select api.trial_balance(fixture.id(3)) $$),
    jsonb_build_object('argument', 'book_id', 'book_id', fixture.id(3)),
    'refuses a book that is not there, and says which'
);


-- The answer

select results_eq(
    $$ select currency::text, accounts, debit_total, credit_total, difference
       from api.trial_balance(fixture.id(1), 'user:7') $$,
    $$ values
        ('EUR', 4::bigint, 600::numeric, 600::numeric, 0::numeric),
        ('JPY', 2, 3, 3, 0),
        ('USD', 1, 0, 0, 0) $$,
    'adds up what the accounts of each currency lack and hold'
);

update ledger.account set balance = balance + 1
where
    book_id = fixture.id(1)
    and account_id = fixture.id(15);

select results_eq(
    $$ select currency::text, difference from api.trial_balance(fixture.id(1)) $$,
    $$ values ('EUR', 0::numeric), ('JPY', 1), ('USD', 0) $$,
    'shows money that came from nowhere'
);

update ledger.account set balance = balance - 1
where
    book_id = fixture.id(1)
    and account_id = fixture.id(15);

select fixture.book(3);

select is_empty(
    $$ select * from api.trial_balance(fixture.id(3)) $$,
    'has no row for a book without accounts'
);

select results_eq(
    $$ select currency::text, accounts, credit_total from api.trial_balance(fixture.id(2)) $$,
    $$ values ('EUR', 2::bigint, 7::numeric) $$,
    'keeps one book out of the other'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
