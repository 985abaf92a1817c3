-- A link ties transfers that are posted all or none: it belongs to one batch, or to one exchange.

begin;
select plan(11);

select fixture.exchange_accounts();
select fixture.account(11, p_balance => 500);

create function pg_temp.item(p_number integer, p_amount bigint, p_changed jsonb default '{}')
returns jsonb
language sql
return jsonb_build_object(
    'transfer_id', fixture.id(p_number), 'debit_account_id', fixture.id(11),
    'credit_account_id', fixture.id(12), 'amount', p_amount, 'currency', 'EUR'
) || p_changed;

create function pg_temp.post(p_link integer, variadic p_items jsonb[])
returns table (answer text)
language sql
as $body$
    select coalesce(refusal ->> 'code', 'posted') || case when replayed then ' again' else '' end
    from api.post_transfers(fixture.id(1), to_jsonb(p_items), fixture.id(p_link), 'user:7');
$body$;

select results_eq(
    $$ select answer from pg_temp.post(7, pg_temp.item(101, 1), pg_temp.item(102, 2)) $$,
    $$ values ('posted'), ('posted') $$,
    'posts what is linked'
);

select throws_ok(
    $$ select pg_temp.post(7, pg_temp.item(103, 1), pg_temp.item(104, 2)) $$,
    'LG211', 'The link already ties other transfers.',
    'refuses the link of others'
);

select throws_ok(
    $$ select pg_temp.post(7, pg_temp.item(101, 1), pg_temp.item(102, 2), pg_temp.item(103, 1)) $$,
    'LG211', 'The link already ties other transfers.',
    'refuses to tie one more to what is posted'
);

select is_empty(
    $$ select from ledger.transfer where transfer_id in (fixture.id(103), fixture.id(104)) $$,
    'leaves no row of them'
);

select results_eq(
    $$ select answer from pg_temp.post(7, pg_temp.item(102, 2), pg_temp.item(101, 1))
       union all
       select answer from pg_temp.post(7, pg_temp.item(102, 2)) $$,
    $$ values ('posted again'), ('posted again'), ('posted again') $$,
    'answers them as at first when they are asked again, or one of them'
);

-- One was refused for an account that was not there: it left no row, and the link is still theirs.
create function pg_temp.post_pair()
returns setof text
language sql
as $body$
    select answer
    from pg_temp.post(
        8, pg_temp.item(105, 1),
        pg_temp.item(106, 2, jsonb_build_object('credit_account_id', fixture.id(16)))
    );
$body$;

select results_eq(
    $$ select pg_temp.post_pair() $$, $$ values ('LG310'), ('LG101') $$,
    'refuses all for an account that is not there'
);

select fixture.account(16);

select results_eq(
    $$ select pg_temp.post_pair() $$, $$ values ('LG310 again'), ('LG310') $$,
    'refuses them still, once it is'
);

select fixture.exchange(201, 100, p_fee => 5) is not null as is_exchanged;

select throws_ok(
    $$ select pg_temp.post(201, pg_temp.item(107, 1, '{"kind": "fee"}')) $$,
    'LG211', 'The link already ties other transfers.',
    'refuses the id of an exchange, whose transfers it ties'
);

select fixture.exchange(202, 1, 14, 12) is not null as is_refused;

select throws_ok(
    $$ select pg_temp.post(202, pg_temp.item(107, 1, '{"kind": "fee"}')) $$,
    'LG211', 'The link already ties other transfers.',
    'refuses the id of one that was refused, and posted nothing'
);

select is(
    fixture.facts_of($$ select fixture.exchange(7, 100) $$),
    jsonb_build_object('argument', 'exchange_id', 'link_id', fixture.id(7)),
    'keeps its link from an exchange, too'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
