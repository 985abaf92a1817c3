create or replace function app.error_register()
returns table (code text, title text, retired boolean)
language sql
as $body$
    select code, title, retired
    from (
        values
            ('AP101', 'There is no such item.', false),
            ('AP102', 'There is no such shelf.', false), -- expect
            ('AP103', 'There is no such place.', true),
            ('AP901', 'The stock is wrong.', false) -- expect
    ) as register (code, title, retired);
$body$;
