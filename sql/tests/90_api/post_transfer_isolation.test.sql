-- Nothing speaks against these but that the transaction reads what was there when it began: it
-- would not see that the month was closed while it waited.

begin;
set local transaction_isolation = 'repeatable read';
select plan(4);

select fixture.account(11);
select fixture.account(12);
update ledger.account set balance_floor = null
where account_id = fixture.id(11);

select
    throws_ok(
        format(call, fixture.id(1), fixture.id(101), fixture.id(11), fixture.id(12)),
        'LG902', 'The transaction reads what was there when it began.',
        what
    )
from (
    values
    (
        'select api.post_transfer(%L, %L, %L, %L, 1, ''EUR'')',
        'refuses a transfer that nothing else speaks against'
    ),
    (
        'select api.authorise_hold(%L, %L, %L, %L, 1, ''EUR'')',
        'refuses a hold'
    ),
    (
        'select api.post_transfers(%L, jsonb_build_array(jsonb_build_object(
            ''transfer_id'', %L, ''debit_account_id'', %L, ''credit_account_id'', %L,
            ''amount'', 1, ''currency'', ''EUR''
        )))',
        'refuses a batch'
    )
) as asked (call, what);

select is_empty('select from ledger.transfer', 'leaves nothing');

select finish();
rollback;
