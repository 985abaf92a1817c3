begin;
select plan(14);

select fixture.book(2, p_actor => 'user:8');
select fixture.account(11, p_balance => 500);
select fixture.account(12, p_balance => 500);
select fixture.account(13);
select api.close_account(fixture.id(1), fixture.id(13));

create function pg_temp.freeze(
    p_number integer,
    p_debits boolean,
    p_credits boolean,
    p_book integer default 1
)
returns table (debits boolean, credits boolean, replayed boolean)
language sql
begin atomic
    select
        debits,
        credits,
        replayed
    from api.freeze_account(
        fixture.id(p_book), fixture.id(p_number), p_debits, p_credits, 'user:7', repeat('a', 32)
    );
end;

-- What is said to a transfer from one to the other.
create function pg_temp.code_of(p_transfer integer, p_from integer, p_to integer)
returns text
language sql
begin atomic
    select refusal ->> 'code'
    from api.post_transfer(
        fixture.id(1), fixture.id(p_transfer), fixture.id(p_from), fixture.id(p_to), 1, 'EUR'
    );
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.freeze_account(%L, %L, %L, %L)', book_id, account_id, debits, credits
       ))
       from (values
           (null, fixture.id(11), true, true), (fixture.id(1), null, true, true),
           (fixture.id(1), fixture.id(11), null, null), (fixture.id(1), fixture.id(11), true, null)
       ) as asked (book_id, account_id, debits, credits) $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array['book_id', 'account_id', 'debits', 'credits']) as name $$,
    'names the first that is null'
);

select throws_ok(
    $$ select pg_temp.freeze(11, null, true) $$,
    'LG002', 'A required value is missing.', 'refuses to freeze half'
);


-- 4 judge

select throws_ok(
    $$ select pg_temp.freeze(11, true, true, 2) $$,
    'LG102', 'There is no such book.', 'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.freeze(99, true, true) $$,
    'LG101', 'There is no such account in this book.', 'refuses an unknown account'
);

select throws_ok(
    $$ select pg_temp.freeze(13, true, false) $$,
    'LG208', 'The account is closed for good.', 'refuses a closed account'
);

select is(
    fixture.facts_of($$ select pg_temp.freeze(13, true, false) $$),
    jsonb_build_object('argument', 'account_id', 'account_id', fixture.id(13)),
    'says which'
);

select results_eq(
    $$ select * from pg_temp.freeze(13, false, false) $$,
    $$ values (false, false, true) $$,
    'minds no closed account that is so already'
);


-- 5 write

select results_eq(
    $$ select * from pg_temp.freeze(11, true, false) $$,
    $$ values (true, false, false) $$,
    'freezes one side'
);

select results_eq(
    $$ select pg_temp.code_of(101, 11, 12), pg_temp.code_of(102, 12, 11) $$,
    $$ values ('LG316', null::text) $$,
    'stops what would be taken out, and lets in what comes'
);

select results_eq(
    $$ select answer.*, pg_temp.code_of(103, 12, 11)
       from pg_temp.freeze(11, false, true) as answer $$,
    $$ values (false, true, false, 'LG317') $$,
    'freezes the other side in its place'
);

select results_eq(
    $$ select answer.*, pg_temp.code_of(104, 11, 12), pg_temp.code_of(105, 12, 11)
       from pg_temp.freeze(11, false, false) as answer $$,
    $$ values (false, false, false, null::text, null::text) $$,
    'lets everything through again'
);


-- 3 replay, 6 record

select results_eq(
    $$ select * from pg_temp.freeze(11, false, false) $$,
    $$ values (false, false, true) $$,
    'answers that it is so already'
);

select results_eq(
    $$ select topic, payload, recorded_by::text, trace::text
       from audit.event
       where subject = fixture.id(11)::text
       order by payload ->> 'debits' desc, payload ->> 'credits' desc $$,
    $$ values
        (
            'account.frozen', '{"debits": true, "credits": false}'::jsonb, 'user:7',
            repeat('a', 32)
        ),
        ('account.frozen', '{"debits": false, "credits": true}', 'user:7', repeat('a', 32)),
        ('account.unfrozen', '{"debits": false, "credits": false}', 'user:7', repeat('a', 32)) $$,
    'leaves one event a change'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
