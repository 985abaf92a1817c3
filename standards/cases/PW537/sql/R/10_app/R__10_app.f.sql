create or replace function app.f() returns bigint language sql return 1;
