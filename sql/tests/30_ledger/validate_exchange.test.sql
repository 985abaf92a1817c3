begin;
select plan(6);

create function pg_temp.validate(p_changes jsonb)
returns void
language plpgsql
as $body$
declare
    v_request ledger.exchange;
begin
    v_request := jsonb_populate_record(null::ledger.exchange, jsonb_build_object(
        'book_id', fixture.id(1), 'exchange_id', fixture.id(101),
        'from_account_id', fixture.id(12), 'to_account_id', fixture.id(13),
        'sold', 1, 'sold_currency', 'EUR', 'bought_currency', 'USD',
        'fee', 1, 'fee_account_id', fixture.id(22)
    ) || p_changes);
    perform ledger.validate_exchange(v_request);
end;
$body$;

select lives_ok(
    $$ select pg_temp.validate(changes)
       from (values ('{}'::jsonb), ('{"fee": null, "fee_account_id": null}')) as c (changes) $$,
    'lets a whole request pass, with a fee or without'
);

select results_eq(
    $$ select fixture.facts_of(
           format('select pg_temp.validate(%L)', jsonb_build_object(name, null))
       )
       from unnest(array[
           'book_id', 'exchange_id', 'from_account_id', 'to_account_id', 'sold',
           'sold_currency', 'bought_currency', 'fee', 'fee_account_id'
       ]) as name $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array[
           'book_id', 'exchange_id', 'from_account_id', 'to_account_id', 'sold',
           'sold_currency', 'bought_currency', 'fee', 'fee_account_id'
       ]) as name $$,
    'names the value that is missing, half of a fee too'
);

select throws_ok(
    $$ select pg_temp.validate('{"sold": null}') $$,
    'LG002', 'A required value is missing.',
    'refuses a request without a value'
);

select results_eq(
    $$ select fixture.facts_of(format(
           'select pg_temp.validate(%L)', jsonb_build_object(name, fixture.id(12))
       ))
       from unnest(array['to_account_id', 'fee_account_id']) as name $$,
    $$ select jsonb_build_object('argument', name, 'account_id', fixture.id(12))
       from unnest(array['to_account_id', 'fee_account_id']) as name $$,
    'refuses the from account on the other side'
);

select throws_ok(
    $$ select pg_temp.validate('{"exchange_id": "019b76da-a800-4000-8000-000000000101"}') $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses an id of another version'
);

select is(
    fixture.facts_of(
        $$ select pg_temp.validate('{"exchange_id": "019b76da-a800-4000-8000-000000000101"}') $$
    ) - '{first_month,last_month}'::text[],
    '{"argument": "exchange_id", "exchange_id": "019b76da-a800-4000-8000-000000000101"}',
    'names the argument that the client knows'
);

select finish();
rollback;
