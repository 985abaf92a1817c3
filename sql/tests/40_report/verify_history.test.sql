begin;
select plan(7);

-- Account 11 of both books got 500 and paid 100 twice to account 12; then it was refused once.
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(11, p_balance => 500, p_book => 2);
select fixture.account(12, p_book => 2);

do $body$
begin
    perform api.post_transfer(
        fixture.id(book), fixture.id(n), fixture.id(11), fixture.id(12), amount, 'EUR'
    )
    from
        generate_series(1, 2) as book,
        (values (101, 100), (102, 100), (103, 400)) as asked (n, amount);
end;
$body$;

select is_empty(
    $$ select * from report.verify_history() $$,
    'has no row where all is well'
);

drop trigger transfer_append_only on ledger.transfer;
drop trigger transfer_append_only on ledger.transfer_2026_01;

update ledger.transfer set debit_version = 4
where
    book_id = fixture.id(2)
    and transfer_id = fixture.id(102);

select results_eq(
    $$ select * from report.verify_history() order by invariant $$,
    $$ values
        (
            'an account is what its transfers made it', fixture.id(2),
            'account ' || fixture.id(11)
        ),
        (
            'the versions of an account have no gap and none is used twice', fixture.id(2),
            'account ' || fixture.id(11) || ' at version 4'
        ) $$,
    'names book, account and version where one is left out'
);

-- The version keys of the month let this in: one version, once as debit and once as credit.
update ledger.transfer set debit_version = 1
where
    book_id = fixture.id(2)
    and transfer_id = fixture.id(102);

select results_eq(
    $$ select place from report.verify_history()
       where invariant = 'the versions of an account have no gap and none is used twice' $$,
    $$ values ('account ' || fixture.id(11) || ' at version 1') $$,
    'sees a version that is used on both sides'
);

update ledger.transfer set debit_version = 3, debit_balance = 299
where
    book_id = fixture.id(2)
    and transfer_id = fixture.id(102);

select results_eq(
    $$ select * from report.verify_history() $$,
    $$ values (
        'each balance follows from the one before', fixture.id(2),
        'account ' || fixture.id(11) || ' at version 3'
    ) $$,
    'names book, account and version where a balance does not follow'
);

-- An account whose first months were detached begins with what they left it.
update ledger.transfer set debit_version = 3, debit_balance = 300
where
    book_id = fixture.id(2)
    and transfer_id = fixture.id(102);

delete from ledger.transfer
where transfer_id in (fixture.id(11), fixture.id(101));

select isnt_empty(
    $$ select * from report.verify_history() $$,
    'misses the rows of a month that is gone'
);

insert into ledger.account_anchor (book_id, account_id, version, balance)
select
    fixture.id(book) as book_id,
    fixture.id(number) as account_id,
    version,
    balance
from
    generate_series(1, 2) as book,
    (values (1, 1, -500), (11, 2, 400), (12, 1, 100)) as anchor (number, version, balance);

select is_empty(
    $$ select * from report.verify_history() $$,
    'takes the anchor for where the history begins'
);

select volatility_is('report', 'verify_history', 'stable', 'reads the snapshot of its caller');

select finish();
rollback;
