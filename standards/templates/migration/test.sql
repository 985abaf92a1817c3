begin;
select plan(1);

select fail('{{name}}: write what holds when the migration has run, and did not before');

select finish();
rollback;
