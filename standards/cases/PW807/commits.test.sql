begin;
select ok(true, 'works');
commit; -- expect
