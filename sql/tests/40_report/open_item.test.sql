begin;
select plan(5);

select fixture.reconciled_account();

create function pg_temp.opened()
returns setof text
language sql
begin atomic
    select fixture.item_name(transfer_id)
    from report.open_item()
    where
        book_id = fixture.id(1)
        and account_id = fixture.clearing()
    order by version;
end;

select results_eq(
    $$ select
           version, fixture.item_name(transfer_id), kind::text, moved, value_date, memo::text,
           counterpart_account_id, is_imported
       from report.open_item()
       where account_id = fixture.clearing() and version in (1, 5)
       order by version $$,
    $$ select
           1::bigint, 'L1', 'transfer', -100::bigint, '2026-01-10'::date, 'INV-0001', account_id,
           true
       from ledger.account_name where name = 'a.sta:A'
       union all
       values (
           5, 'O101', 'transfer', 100, '2026-01-10'::date, 'paid inv0001', fixture.id(12), false
       ) $$,
    'tells a line of a bank from a transfer of our own'
);

select results_eq(
    $$ select * from pg_temp.opened() $$,
    $$ values ('L1'), ('L2'), ('L3'), ('L4'), ('O101'), ('O102'), ('O103'), ('O104'), ('O105') $$,
    'has all that moved the account'
);

-- Refused: the payer is closed.
update ledger.account set is_open = false
where account_id = fixture.id(12);
select refusal ->> 'code' from api.post_transfer(
    fixture.id(1), fixture.id(106), fixture.id(12), fixture.clearing(), 1, 'EUR'
);

select is((select count(*) from pg_temp.opened()), 9::bigint, 'has nothing that was refused');

select api.match_transfers(
    fixture.id(1), fixture.clearing(), fixture.id(701), array[fixture.line(1), fixture.id(101)]
);

select results_eq(
    $$ select * from pg_temp.opened() $$,
    $$ values ('L2'), ('L3'), ('L4'), ('O102'), ('O103'), ('O104'), ('O105') $$,
    'has nothing that is matched'
);

select is(
    (
        select count(*) from report.open_item()
        where
            account_id = fixture.id(12)
            and transfer_id = fixture.id(101)
    ),
    1::bigint,
    'has it still on the other account, where nobody matched it'
);

select finish();
rollback;
