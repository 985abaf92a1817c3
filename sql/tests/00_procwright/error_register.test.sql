begin;
select plan(3);

select is_empty(
    $$ select code from procwright.error_register() group by code having count(*) > 1 $$,
    'lists a code once'
);

select is_empty(
    $$ select code from procwright.error_register() where code !~ '^PR[01249][0-9]{2}$' $$,
    'gives every code a third letter that has an HTTP status, and none that is returned'
);

select is_empty(
    $$ select title from procwright.error_register() where title !~ '^[A-Z].*[.]$' $$,
    'writes every title as a sentence'
);

select finish();
rollback;
