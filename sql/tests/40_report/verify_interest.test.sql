begin;
select plan(6);

select fixture.interest_account();
select fixture.interest_account(13);
select fixture.terms('2026-01-01');
select fixture.terms('2026-01-01', p_number => 13);
select fixture.line(101, 15000, '2026-01-01');
select fixture.line(102, 20000, '2026-01-03', 13);

do $body$
begin
    perform fixture.accrue(111, '2026-01-01');
    perform fixture.accrue(112, '2026-01-02');
    perform fixture.accrue(113, '2026-01-02', 13);
    perform fixture.accrue(114, '2026-01-04', 13);
end;
$body$;

select is_empty(
    $$ select * from report.verify_interest() $$,
    'has no row where all is well'
);

drop trigger interest_accrual_append_only on ledger.interest_accrual;

update ledger.interest_accrual set numerator = numerator + 1
where transfer_id in (fixture.id(111), fixture.id(114));

select results_eq(
    $$ select * from report.verify_interest() $$,
    $$ values (
        'interest is what the days of the account come to', fixture.id(1),
        'account ' || fixture.id(13)
    ) $$,
    'reckons the last accrual of each account again'
);

select is_empty(
    $$ select * from report.verify_interest('0') $$,
    'leaves that to a full verification'
);

insert into ledger.account_anchor (book_id, account_id, version, balance)
values (fixture.id(1), fixture.id(13), 0, 0);

select is_empty(
    $$ select * from report.verify_interest() $$,
    'can''t reckon again what lines of detached months have borne'
);

update ledger.interest_accrual set amount = amount + 1
where transfer_id = fixture.id(111);

select results_eq(
    $$ select * from report.verify_interest(pg_current_xact_id()) order by invariant $$,
    $$ values
        (
            'an accrual and its transfer move the same', fixture.id(1),
            'transfer ' || fixture.id(111)
        ),
        (
            'an accrual posts the whole units of what is due', fixture.id(1),
            'accrual ' || fixture.id(111)
        ) $$,
    'names the accrual that differs from its transfer and its days'
);

select volatility_is('report', 'verify_interest', 'stable', 'reads the snapshot of its caller');

select finish();
rollback;
