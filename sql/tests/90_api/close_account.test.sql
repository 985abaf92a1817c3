begin;
select plan(14);

select fixture.book(2, p_actor => 'user:8');
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13);
select fixture.account(14, p_floor => -1);

create function pg_temp.close(p_number integer, p_book integer default 1)
returns table (account_id uuid, replayed boolean)
language sql
begin atomic
    select
        account_id,
        replayed
    from api.close_account(
        fixture.id(p_book), fixture.id(p_number), 'user:7', repeat('a', 32)
    );
end;

-- What is said to a transfer from one to the other.
create function pg_temp.code_of(p_transfer integer, p_from integer, p_to integer, p_amount bigint)
returns text
language sql
begin atomic
    select refusal ->> 'code'
    from api.post_transfer(
        fixture.id(1), fixture.id(p_transfer), fixture.id(p_from), fixture.id(p_to), p_amount,
        'EUR'
    );
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format('select api.close_account(%L, %L)', book_id, account_id))
       from (values (null, fixture.id(11)), (fixture.id(1), null))
           as asked (book_id, account_id) $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "account_id"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.close_account(null, fixture.id(11)) $$,
    'LG002', 'A required value is missing.', 'refuses to look into no book'
);


-- 4 judge

select throws_ok(
    $$ select pg_temp.close(11, 2) $$, 'LG102', 'There is no such book.', 'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.close(99) $$,
    'LG101', 'There is no such account in this book.', 'refuses an unknown account'
);

select is(
    pg_temp.code_of(101, 14, 12, 1) || pg_temp.code_of(102, 11, 13, 1), null,
    'finds one unit missing in an account, and one in another'
);

select throws_ok(
    $$ select pg_temp.close(13) $$,
    'LG203', 'The account isn''t empty.', 'refuses an account with one unit'
);

select is(
    fixture.facts_of($$ select pg_temp.close(14) $$),
    jsonb_build_object(
        'argument', 'account_id', 'account_id', fixture.id(14), 'balance', '-1', 'held', '0'
    ),
    'refuses one that lacks a unit, and says so'
);

select is(pg_temp.code_of(103, 12, 14, 1), null, 'sees it evened out');

do $body$
begin
    perform api.post_transfer(
        fixture.id(1), fixture.id(104), fixture.id(13), fixture.id(11), 1, 'EUR'
    );
end;
$body$;

-- Nothing in it, and something held: a floor below lets it be.
update ledger.account set balance_floor = -1, held = 1
where account_id = fixture.id(13);

select is(
    fixture.facts_of($$ select pg_temp.close(13) $$),
    jsonb_build_object(
        'argument', 'account_id', 'account_id', fixture.id(13), 'balance', '0', 'held', '1'
    ),
    'refuses one where something is held'
);

update ledger.account set held = 0
where account_id = fixture.id(13);


-- 5 write

select results_eq(
    $$ select answer.* from unnest(array[13, 14]) as n, pg_temp.close(n) as answer $$,
    $$ values (fixture.id(13), false), (fixture.id(14), false) $$,
    'closes what is empty'
);

select results_eq(
    $$ select pg_temp.code_of(105, 11, 13, 1), pg_temp.code_of(106, 14, 11, 1) $$,
    $$ values ('LG304', 'LG304') $$,
    'lets nothing in or out from then on'
);


-- 3 replay, 6 record

select results_eq(
    $$ select * from pg_temp.close(13) $$,
    $$ values (fixture.id(13), true) $$,
    'answers that it is closed already'
);

select results_eq(
    $$ select subject, payload, recorded_by::text, trace::text
       from audit.event where topic = 'account.closed' order by subject $$,
    $$ values
        (fixture.id(13)::text, '{}'::jsonb, 'user:7', repeat('a', 32)),
        (fixture.id(14)::text, '{}', 'user:7', repeat('a', 32)) $$,
    'leaves one event an account'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
