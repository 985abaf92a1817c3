alter default privileges in schema app revoke execute on functions from public;

create function app.one() returns int language sql return 1;
