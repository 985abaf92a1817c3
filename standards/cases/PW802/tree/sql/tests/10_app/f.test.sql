begin;
select throws_ok('select app.f()', 'AP101', 'There is no such item.', 'refuses');
rollback;
