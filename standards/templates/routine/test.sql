begin;
select plan(1);

-- 4 judge
select fail('The routine {{schema}}.{{name}} …: write what it does, both sides of each limit');

select finish();
rollback;
