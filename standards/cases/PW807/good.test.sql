-- begin and rollback
begin;
select ok(true, 'works');

rollback;
