create role app_login login valid until 'infinity';
alter role app_login password null;
create user mapping for app_login server other options (user 'a');
comment on role app_login is 'Its password is set by who runs the server: see https://example.org/a';

do $body$
begin
    execute format('alter role app_login password %L', current_setting('app.given'));
    perform dblink_connect('host=h user=app');
end;
$body$;
