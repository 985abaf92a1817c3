-- What went wrong in other ledgers, each with the report of it. What takes two sessions is in
-- scripts/peers_race_test.py.

begin;
select plan(19);

select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13);

create function pg_temp.balances()
returns bigint[]
language sql
as $body$
    select array_agg(balance::bigint order by account_id)
    from ledger.account where account_id in (fixture.id(11), fixture.id(12), fixture.id(13));
$body$;

create function pg_temp.post(p_number integer, p_amount bigint, p_day date default null)
returns text
language sql
as $body$
    select coalesce(refusal ->> 'code', 'posted') || case when replayed then ' again' else '' end
    from api.post_transfer(
        fixture.id(1), fixture.id(p_number), fixture.id(11), fixture.id(12), p_amount, 'EUR',
        p_value_date => p_day
    );
$body$;

create function pg_temp.hold(p_number integer, p_amount bigint)
returns text
language sql
as $body$
    select coalesce(refusal ->> 'code', 'held')
    from api.authorise_hold(
        fixture.id(1), fixture.id(p_number), fixture.id(11), fixture.id(12), p_amount, 'EUR'
    );
$body$;

create function pg_temp.capture(p_hold integer, p_number integer, p_amount bigint default null)
returns text
language sql
as $body$
    select coalesce(refusal ->> 'code', 'captured')
    from api.capture_hold(fixture.id(1), fixture.id(p_hold), fixture.id(p_number), p_amount);
$body$;


-- Holds together beyond the balance: blnk #181

select results_eq(
    $$ select pg_temp.hold(number, 100) from generate_series(101, 106) as number $$,
    $$ values ('held'), ('held'), ('held'), ('held'), ('held'), ('LG303') $$,
    'counts what is held already when it judges the next hold'
);

-- A hold that was refused and then committed: blnk #182

select throws_ok(
    $$ select pg_temp.capture(106, 107) $$,
    'LG105', 'There is no such hold in this book.',
    'captures no hold that was refused'
);

select is(pg_temp.post(108, 1), 'LG303', 'leaves to a transfer nothing of what is held');

-- More captured than was held, and a hold committed twice: midaz #2444

select is(pg_temp.capture(101, 111, 101), 'LG318', 'captures no unit more than was held');
select is(pg_temp.capture(101, 112), 'captured', 'captures what was held');
select is(pg_temp.capture(101, 113), 'LG319', 'captures nothing of a hold that has ended');
select is(pg_temp.balances(), array[400, 100, 0]::bigint[], 'has moved a hold once');

-- Holds of a refused group that stay: blnk #195

select count(*) from api.void_hold(fixture.id(1), fixture.id(102), fixture.id(114));
select count(*) from api.void_hold(fixture.id(1), fixture.id(103), fixture.id(115));
select count(*) from api.void_hold(fixture.id(1), fixture.id(104), fixture.id(116));
select count(*) from api.void_hold(fixture.id(1), fixture.id(105), fixture.id(117));

select results_eq(
    $$ select refusal ->> 'code' from api.post_transfers(
           fixture.id(1),
           (
               select jsonb_agg(jsonb_build_object(
                   'transfer_id', fixture.id(number), 'debit_account_id', fixture.id(11),
                   'credit_account_id', fixture.id(12), 'amount', amount, 'currency', 'EUR'
               ) order by number)
               from (values (121, 100), (122, 401)) as item (number, amount)
           ),
           fixture.id(120)
       ) $$,
    $$ values ('LG310'), ('LG303') $$,
    'posts none of a group of which one is refused'
);

select is(
    (
        select array[balance, held]::bigint[]
        from ledger.account
        where account_id = fixture.id(11)
    ),
    array[400, 0]::bigint[],
    'keeps nothing set aside for a group that was refused, nor for holds that were given back'
);

-- A refund that is asked for again, and takes itself back: blnk #374

select results_eq(
    $$ select coalesce(refusal ->> 'code', 'posted'), replayed
       from (values (131, 112), (131, 112), (132, 112)) as asked (number, original)
       cross join lateral api.reverse_transfer(
           fixture.id(1), fixture.id(original), fixture.id(number)
       ) $$,
    $$ values ('posted', false), ('posted', true), ('LG307', false) $$,
    'refunds once: the same request is answered as before, another one refused'
);

select is(pg_temp.balances(), array[500, 0, 0]::bigint[], 'has moved the refund once');

-- A retry that is applied again, and a second payload under the first one's id: midaz #2485

select is(pg_temp.post(141, 100), 'posted', 'posts a transfer');
select is(pg_temp.post(141, 100), 'posted again', 'applies a retry once');
select is(pg_temp.post(141, 200), 'LG301', 'applies no other request under its id');
select is(pg_temp.balances(), array[400, 100, 0]::bigint[], 'has moved one amount');

-- Balances that stay behind when a batch is rolled back

do $body$
begin
    perform pg_temp.post(number, 10) from generate_series(151, 155) as number;
    raise sqlstate 'UNDO0';
exception
    when sqlstate 'UNDO0' then
        null;
end;
$body$;

select results_eq(
    $$ select debit_version, debit_balance::bigint from api.post_transfer(
           fixture.id(1), fixture.id(156), fixture.id(11), fixture.id(12), 10, 'EUR'
       ) $$,
    $$ values (14::bigint, 390::bigint) $$,
    'goes on from where it stood before what was rolled back'
);

-- A split that loses a unit, or makes one: only whole units can be asked for

select results_eq(
    $$ select refusal ->> 'code' from api.post_transfers(
           fixture.id(1),
           (
               select jsonb_agg(jsonb_build_object(
                   'transfer_id', fixture.id(number), 'debit_account_id', fixture.id(11),
                   'credit_account_id', fixture.id(13), 'amount', amount, 'currency', 'EUR'
               ) order by number)
               from (values (161, 33.34), (162, 33), (163, 33), (164, 34))
                   as item (number, amount)
           )
       ) $$,
    $$ values ('LG013'), (null), (null), (null) $$,
    'takes no part of a unit, so the parts of a split are the whole'
);

-- An entry of an earlier day that comes later: each list has its own order, and its own balances

select pg_temp.post(171, 5, '2026-01-20');
select pg_temp.post(172, 7, '2026-01-10');

select results_eq(
    $$ select transfer_id, balance::bigint
       from api.get_value_statement(
           fixture.id(1), fixture.id(11), p_from_date => '2026-01-10'
       )
       where transfer_id in (fixture.id(171), fixture.id(172)) $$,
    $$ values (fixture.id(172), 283::bigint), (fixture.id(171), 278) $$,
    'has a late entry of an earlier day where it counts, with the balances that follow'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
