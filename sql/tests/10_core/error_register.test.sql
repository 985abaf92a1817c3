begin;
select plan(4);

select is_empty(
    $$ select code from core.error_register() group by code having count(*) > 1 $$,
    'lists a code once'
);

select is_empty(
    $$ select code from core.error_register() where code !~ '^LG[0123459][0-9]{2}$' $$,
    'gives every code a third letter that has an HTTP status'
);

select is_empty(
    $$ select title from core.error_register() where title !~ '^[A-Z].*[.]$' $$,
    'writes every title as a sentence'
);

select is_empty(
    $$ select title from core.error_register() group by title having count(*) > 1 $$,
    'says with every code something else'
);

select finish();
rollback;
