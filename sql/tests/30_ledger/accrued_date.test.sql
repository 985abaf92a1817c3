begin;
select plan(2);

select fixture.interest_account();
select fixture.terms('2026-01-01');

select is(
    ledger.accrued_date(fixture.id(1), fixture.id(12)), null,
    'is null where nothing is accrued'
);

do $body$
begin
    perform fixture.line(101, 10000, '2026-01-01');
    perform fixture.accrue(102, '2026-01-02');
    perform fixture.accrue(103, '2026-01-04');
    insert into ledger.period (book_id, period_start, state)
    values (fixture.id(1), '2026-01-01', 'closing');
    perform fixture.accrue(104, '2026-01-05');
end;
$body$;

select is(
    ledger.accrued_date(fixture.id(1), fixture.id(12)), '2026-01-04',
    'is the last day that is accrued, whatever was refused behind it'
);

select finish();
rollback;
