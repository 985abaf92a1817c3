begin;
select plan(3);

select fixture.account(11);
select fixture.account(12);
select fixture.book(2);
insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2025-12-01', 'closing');
insert into ledger.period_balance (
    book_id, period_start, account_id, currency, debits, credits, balance,
    last_version, next_version
)
values
(fixture.id(1), '2025-12-01', fixture.id(12), 'EUR', 0, 100, 100, 1, 2),
(fixture.id(1), '2025-12-01', fixture.id(11), 'EUR', 100, 0, -100, 1, 2);

select is(
    ledger.hash_period(fixture.id(1), '2025-12-01'),
    sha256(convert_to(
        '019b76da-a800-7000-8000-000000000001 2025-12-01
019b76da-a800-7000-8000-000000000011 EUR 100 0 -100
019b76da-a800-7000-8000-000000000012 EUR 0 100 100
', 'UTF8'
    )),
    'is that of the text that its comment describes'
);

select is(
    ledger.hash_period(fixture.id(2), '2025-12-01'),
    sha256(e'019b76da-a800-7000-8000-000000000002 2025-12-01\n'),
    'is one of a month without accounts too'
);

set local datestyle = 'SQL, DMY';

select is(
    ledger.hash_period(fixture.id(2), '2025-12-01'),
    sha256(e'019b76da-a800-7000-8000-000000000002 2025-12-01\n'),
    'does not depend on how the session writes days'
);

select finish();
rollback;
