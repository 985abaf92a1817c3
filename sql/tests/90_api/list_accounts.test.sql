begin;
select plan(12);

-- Book 1 has accounts 1, 11, 12 and 13, of which 12 has a name; book 2 has account 11, so called.
select fixture.account(13);
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(11, p_book => 2);
insert into ledger.account_name (book_id, name, account_id)
values
(fixture.id(1), 'alfa', fixture.id(12)),
(fixture.id(2), 'alfa', fixture.id(11));

create function pg_temp.listed(
    p_name text default null,
    p_after integer default null,
    p_limit integer default 50,
    p_kind text default null,
    p_state text default null,
    p_heading text default null
)
returns setof uuid
language sql
begin atomic
    select account_id
    from api.list_accounts(
        fixture.id(1), p_name, p_kind, p_state, p_heading, fixture.id(p_after), p_limit, 'user:7'
    );
end;


-- 1 validate

select throws_ok(
    $$ select api.list_accounts(null) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);

select throws_ok(
    $$ select pg_temp.listed(p_limit => null) $$,
    'LG002', 'A required value is missing.',
    'refuses to list without a limit'
);

select results_eq(
    $$ select fixture.facts_of(format('select api.list_accounts(%L, p_limit => null)', book_id))
       from unnest(array[null, fixture.id(1)]) as book_id $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "limit"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select pg_temp.listed(p_limit => 501) $$,
    '23514', 'value for domain core.page_size violates check constraint "page_size_is_in_range"',
    'leaves a page of more than 500 to the domain'
);


-- 4 judge

select throws_ok(
    $$ select api.list_accounts(fixture.id(1), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select is(
    fixture.facts_of($$ select api.list_accounts(fixture.id(3)) $$),
    jsonb_build_object('argument', 'book_id', 'book_id', fixture.id(3)),
    'refuses a book that is not there, and says which'
);


-- The answer

select results_eq(
    $$ select
           account_id, currency::text, balance::bigint, balance_floor::bigint, version,
           state::text, names
       from api.list_accounts(fixture.id(1)) $$,
    $$ values
        (fixture.id(1), 'EUR', -500::bigint, null::bigint, 1::bigint, 'open', '{}'::text[]),
        (fixture.id(11), 'EUR', 500, 0, 1, 'open', '{}'),
        (fixture.id(12), 'EUR', 0, 0, 0, 'open', '{alfa}'),
        (fixture.id(13), 'EUR', 0, 0, 0, 'open', '{}') $$,
    'lists the accounts of the book in the order of their ids'
);

select api.set_account_limits(
    fixture.id(1), fixture.id(11), p_day_limit => 300
) is not null as is_set;
select api.post_transfer(
    fixture.id(1), fixture.id(101), fixture.id(11), fixture.id(12), 40, 'EUR'
) is not null as is_posted;

select results_eq(
    $$ select day_limit::bigint, spent_today::bigint from api.list_accounts(fixture.id(1))
       where account_id in (fixture.id(11), fixture.id(12)) $$,
    $$ values (300::bigint, 40::bigint), (null, null) $$,
    'tells what was spent today where a day has a limit'
);

select results_eq(
    $$ select page, listed
       from (values (1, null, 2), (2, 11, 2), (3, 13, 2), (4, 11, 500))
           as asked (page, after, size),
       pg_temp.listed(null, after, size) as listed $$,
    $$ select page, fixture.id(number)
       from (values (1, 1), (1, 11), (2, 12), (2, 13), (4, 12), (4, 13)) as page (page, number) $$,
    'begins after the account that is named, and ends with the limit or the book'
);

select results_eq(
    $$ select name, listed
       from unnest(array['alfa', 'bravo']) as name, pg_temp.listed(name) as listed $$,
    $$ values ('alfa', fixture.id(12)) $$,
    'finds the one that is called so in this book, or none'
);

select is_empty(
    $$ select * from pg_temp.listed('alfa', 12) $$,
    'has no second page of one account'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
