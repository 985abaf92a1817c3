do $body$
begin
    create function app.one() returns int
    language sql stable
    SECURITY DEFINER -- expect
    set search_path = pg_catalog, pg_temp
    as 'select 1';
    execute 'alter function app.one() security definer'; -- expect
    execute $sql$
        create procedure two() -- no schema at all
        language plpgsql
        security definer -- expect
        as $inner$ begin null; end $inner$
    $sql$;
end;
$body$;
