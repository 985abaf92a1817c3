do $body$
begin
    create function app.one() returns int language sql as 'select 1'; -- expect
    execute $sql$
        create procedure app.two()
        language plpgsql
        set search_path = app, public, pg_temp -- expect
        as $inner$ begin null; end $inner$
    $sql$;
end;
$body$;
