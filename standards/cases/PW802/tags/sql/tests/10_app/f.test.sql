begin;
select throws_ok('select app.f()', 'AP101');
rollback;
