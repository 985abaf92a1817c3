begin;
select plan(3);

select fixture.account(12);
select fixture.account(13);
select fixture.account(14, p_book => 2);

create function pg_temp.require(p_from integer, p_to integer, p_fee integer)
returns void
language plpgsql
as $body$
declare
    v_request ledger.exchange;
begin
    v_request.book_id := fixture.id(1);
    v_request.from_account_id := fixture.id(p_from);
    v_request.to_account_id := fixture.id(p_to);
    v_request.fee_account_id := fixture.id(p_fee);
    perform ledger.require_exchange_accounts(v_request);
end;
$body$;

select lives_ok(
    $$ select pg_temp.require(12, 13, null), pg_temp.require(12, 13, 13) $$,
    'lets accounts of the book pass, and no account for no fee'
);

select throws_ok(
    $$ select pg_temp.require(14, 13, null) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an account of another book'
);

select results_eq(
    $$ select fixture.facts_of(format('select pg_temp.require(%s, %s, %s)', f, t, fee))
       from (values (14, 15, 16), (12, 15, 16), (12, 13, 16)) as asked (f, t, fee) $$,
    $$ values
        (jsonb_build_object('argument', 'from_account_id', 'account_id', fixture.id(14))),
        (jsonb_build_object('argument', 'to_account_id', 'account_id', fixture.id(15))),
        (jsonb_build_object('argument', 'fee_account_id', 'account_id', fixture.id(16))) $$,
    'names the first that is not there'
);

select finish();
rollback;
