begin;
select plan(3);

select fixture.account(11);
select fixture.account(12);

insert into ledger.account_name (book_id, name, account_id)
values (fixture.id(1), 'a.sta:A', fixture.id(11)), (fixture.id(1), 'a.sta:B', fixture.id(12));

select fixture.statement(1);

-- The rows are this transaction's own and their keys are held already, so another lock, taken by a
-- subtransaction, makes a multixact of several members.
create temporary table held as
select
    account_id,
    xmax as holder
from ledger.account;

create function pg_temp.lock_import()
returns void
language plpgsql
as $body$
begin
    perform ledger.lock_import(fixture.id(1), fixture.id(900));
exception
    when no_data_found then -- never: it makes the subtransaction
        raise;
end;
$body$;

select pg_temp.lock_import();

select results_eq(
    $$ select mode from core.book, pg_get_multixact_members(book.xmax) as member
       where book_id = fixture.id(1) and mode <> 'keysh' $$,
    $$ values ('fornokeyupd') $$,
    'locks the book'
);

select results_eq(
    $$ select mode from ledger.account, pg_get_multixact_members(account.xmax) as member
       where account_id = fixture.id(11) and mode <> 'keysh' $$,
    $$ values ('fornokeyupd') $$,
    'locks the account of a statement'
);

select is(
    (
        select xmax from ledger.account
        where account_id = fixture.id(12)
    ),
    (
        select holder from pg_temp.held
        where account_id = fixture.id(12)
    ),
    'locks no other'
);

select finish();
rollback;
