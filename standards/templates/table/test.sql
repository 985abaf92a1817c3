begin;
select plan(1);

select fail('a row of {{schema}}.{{name}}: write what can not be stored, both sides of each limit');

select finish();
rollback;
