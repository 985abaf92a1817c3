begin;
select plan(5);

-- In both books transfer 101 moved 100, 102 was refused, 103 and 104 took back 60 and 40 of 101.
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
        (values (101, 100), (102, 401)) as asked (n, amount);
    perform api.reverse_transfer(fixture.id(book), fixture.id(101), fixture.id(n), amount)
    from
        generate_series(1, 2) as book,
        (values (103, 60), (104, 40)) as asked (n, amount);
end;
$body$;

select is_empty(
    $$ select * from report.verify_transfers() $$,
    'has no row where all is well'
);

drop trigger transfer_append_only on ledger.transfer;
drop trigger transfer_append_only on ledger.transfer_2026_01;

update ledger.transfer set amount = 99
where
    book_id = fixture.id(2)
    and transfer_id = fixture.id(101);

select results_eq(
    $$ select * from report.verify_transfers() $$,
    $$ values (
        'reversals take back no more than there was', fixture.id(2), 'transfer ' || fixture.id(101)
    ) $$,
    'names book and transfer of which too much was taken back'
);

update ledger.transfer set amount = 100, value_date = '2026-01-02'
where
    book_id = fixture.id(2)
    and transfer_id = fixture.id(101);

select is_empty(
    $$ select * from report.verify_transfers() $$,
    'lets all of it be taken back, on any day'
);

update ledger.transfer set reverses_transfer_id = fixture.id(102)
where
    book_id = fixture.id(2)
    and transfer_id = fixture.id(104);

select results_eq(
    $$ select * from report.verify_transfers() $$,
    $$ values (
        'a reversal moves the opposite of a posted transfer', fixture.id(2),
        'transfer ' || fixture.id(104)
    ) $$,
    'names book and reversal of what was never posted'
);

select volatility_is('report', 'verify_transfers', 'stable', 'reads the snapshot of its caller');

select finish();
rollback;
