begin;
select plan(4);

select fixture.book(1);
select fixture.book(2);

select is(ledger.open_from(fixture.id(1)), '-infinity', 'begins nowhere in a book without months');

insert into ledger.period (book_id, period_start, state)
values
(fixture.id(1), '2025-10-01', 'open'),
(fixture.id(1), '2025-12-01', 'soft_closed'),
(fixture.id(2), '2026-01-01', 'closed');

select is(ledger.open_from(fixture.id(1)), '-infinity', 'minds none that takes any transfer');

update ledger.period set state = 'closing'
where period_start = '2025-10-01';

select is(ledger.open_from(fixture.id(1)), '2025-11-01', 'begins behind a month that is closing');

update ledger.period set state = 'closed'
where period_start = '2025-12-01';

select is(
    ledger.open_from(fixture.id(1)), '2026-01-01', 'begins behind the last month that is closed'
);

select finish();
rollback;
