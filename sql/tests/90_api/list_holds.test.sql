begin;
select plan(12);

-- Holds 101 to 300 are of account 11: every fourth is voided (by 401 to 600), 102 is captured, 103
-- has expired. Hold 301 is of account 13, 302 was refused. Book 2 has hold 104.
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13, p_balance => 5);
select fixture.account(11, p_balance => 5, p_book => 2);
select fixture.account(12, p_book => 2);

do $body$
begin
    perform api.authorise_hold(
        fixture.id(1), fixture.id(n), fixture.id(account), fixture.id(12), 1, 'EUR', 'deposit',
        p_expires_at => case when n = 103 then '2026-01-31 13:00:00+00'::timestamptz end,
        p_actor => 'user:7'
    )
    from generate_series(101, 301) as n, (values (11), (13)) as payer (account)
    where (n = 301) = (account = 13);
    perform api.authorise_hold(
        fixture.id(1), fixture.id(302), fixture.id(11), fixture.id(12), 301, 'EUR'
    );
    perform api.authorise_hold(
        fixture.id(2), fixture.id(104), fixture.id(11), fixture.id(12), 1, 'EUR'
    );
    perform api.void_hold(fixture.id(1), fixture.id(n), fixture.id(n + 300))
    from generate_series(104, 300, 4) as n;
    perform api.capture_hold(fixture.id(1), fixture.id(102), fixture.id(402));
    perform fixture.stop_clock('2026-01-31 13:00:00+00');
    perform api.expire_holds();
end;
$body$;

create function pg_temp.listed(
    p_account integer default null,
    p_state text default null,
    p_after integer default null,
    p_limit integer default 500
)
returns table (
    holds bigint,
    first_id uuid,
    last_id uuid
)
language sql
begin atomic
    select
        count(*) as holds,
        (array_agg(hold_id))[1] as first_id,
        (array_agg(hold_id))[count(*)] as last_id
    from api.list_holds(
        fixture.id(1), fixture.id(p_account), p_state, fixture.id(p_after), p_limit, 'user:7'
    );
end;


-- 1 validate

select throws_ok(
    $$ select api.list_holds(null) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);

select results_eq(
    $$ select fixture.facts_of(format('select api.list_holds(%L, p_limit => null)', book_id))
       from unnest(array[null, fixture.id(1)]) as book_id $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "limit"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select pg_temp.listed(p_limit => 501) $$,
    '23514', 'value for domain core.page_size violates check constraint "page_size_is_in_range"',
    'leaves a page of more than 500 to the domain'
);

select throws_ok(
    $$ select pg_temp.listed(p_state => 'gone') $$,
    '23514', 'value for domain core.hold_state violates check constraint "hold_state_is_known"',
    'leaves a state that there is not to the domain'
);


-- 4 judge

select throws_ok(
    $$ select api.list_holds(fixture.id(1), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select is(
    fixture.facts_of($$ select api.list_holds(fixture.id(3)) $$),
    jsonb_build_object('argument', 'book_id', 'book_id', fixture.id(3)),
    'refuses a book that is not there, and says which'
);


-- The answer

select results_eq(
    $$ select
           hold_id, debit_account_id, credit_account_id, currency::text, amount::bigint,
           captured::bigint, remaining::bigint, state::text, expires_at, value_date, memo::text,
           recorded_by::text, recorded_at
       from api.list_holds(fixture.id(1), p_limit => 4) $$,
    $$ select
           fixture.id(number), fixture.id(11), fixture.id(12), 'EUR', 1::bigint,
           captured, remaining, state, expires_at, '2026-01-01'::date, 'deposit',
           'user:7', '2026-01-31 12:00:00+00'::timestamptz
       from (values
           (101, 0::bigint, 1::bigint, 'open', null::timestamptz), (102, 1, 0, 'captured', null),
           (103, 0, 0, 'expired', '2026-01-31 13:00:00+00'), (104, 0, 0, 'voided', null)
       ) as listed (number, captured, remaining, state, expires_at) $$,
    'tells of each hold what was asked and what came of it, in the order of the ids'
);

select results_eq(
    $$ select account, state, holds, first_id, last_id
       from (values
           (null, null), (11, null), (13, null), (12, null), (null, 'open'), (11, 'open'),
           (13, 'open'), (null, 'voided'), (11, 'voided'), (13, 'voided'), (null, 'captured'),
           (11, 'expired')
       ) as asked (account, state),
       pg_temp.listed(account, state) $$,
    $$ select account, state, holds, fixture.id(first), fixture.id(last)
       from (values
           (null, null, 201::bigint, 101, 301), (11, null, 200, 101, 300),
           (13, null, 1, 301, 301), (12, null, 0, null, null), (null, 'open', 149, 101, 301),
           (11, 'open', 148, 101, 299), (13, 'open', 1, 301, 301),
           (null, 'voided', 50, 104, 300), (11, 'voided', 50, 104, 300),
           (13, 'voided', 0, null, null), (null, 'captured', 1, 102, 102),
           (11, 'expired', 1, 103, 103)
       ) as listed (account, state, holds, first, last) $$,
    'takes each filter, and both'
);

select results_eq(
    $$ select listed.*
       from (values
           (null, null, 299, 500), (11, 'open', 101, 2), (11, 'voided', 104, 1),
           (null, null, 301, 1)
       ) as asked (account, state, after, size),
       pg_temp.listed(account, state, after, size) as listed $$,
    $$ select holds, fixture.id(first), fixture.id(last)
       from (values
           (2::bigint, 300, 301), (2, 105, 106), (1, 108, 108), (0, null, null)
       ) as page (holds, first, last) $$,
    'begins after the hold that is named, and ends with the limit or the book'
);

analyze ledger.hold, ledger.transfer;

select results_eq(
    $$ select * from fixture.rows_read('select pg_temp.listed(11, null, 150, 3)') $$,
    $$ values ('transfer_2026_01', 3::bigint) $$,
    'reads the transfers of the page, and no other'
);

-- The plans of many holds, of which few are open, and few of one account.
insert into ledger.hold (
    book_id, hold_id, debit_account_id, credit_account_id, currency, amount, captured, remaining,
    state
)
select
    fixture.id(1) as book_id,
    fixture.id(n) as hold_id,
    fixture.id(11) as debit_account_id,
    fixture.id(12) as credit_account_id,
    'EUR' as currency,
    1 as amount,
    1 as captured,
    0 as remaining,
    'captured' as state
from generate_series(1001, 9000) as n;

analyze ledger.hold;

select results_eq(
    $$ select (
           select substring(string_agg(step, ' ') from 'hold_pkey|hold_\w+_idx')
           from fixture.plan_of(format(
               'select from ledger.hold where book_id = %L %s order by hold_id limit 50',
               fixture.id(1), filter
           )) as step
       )
       from (values
           (1, format('and debit_account_id = %L', fixture.id(13))), (2, ''),
           (3, 'and state = ''open''')
       ) as asked (n, filter)
       order by n $$,
    $$ values ('hold_debit_account_idx'), ('hold_pkey'), ('hold_open_idx') $$,
    'reads few among many by their own index'
);

delete from ledger.hold
where hold_id > fixture.id(1000);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
