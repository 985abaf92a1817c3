-- Races are shown with two sessions: scripts/chart_race_test.py.

begin;
select plan(2);

select fixture.book(1);

select lives_ok($$ select ledger.lock_chart(fixture.id(1)) $$, 'locks a book');
select lives_ok($$ select ledger.lock_chart(fixture.id(9)) $$, 'minds no book that is not there');

select finish();
rollback;
