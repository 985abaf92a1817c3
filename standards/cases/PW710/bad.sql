alter role app_login with encrypted password 'md5abc'; -- expect
create user mapping for app_login server other options (user 'a', password 'b'); -- expect
create subscription app_sub connection 'host=h password=p' publication app_pub; -- expect

do $body$
begin
    execute 'create user app_login password ''let-me-in'''; -- expect
    perform dblink_connect('postgresql://app:secret@h/app'); -- expect
end;
$body$;
