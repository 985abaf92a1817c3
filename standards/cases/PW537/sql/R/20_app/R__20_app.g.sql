create or replace function app.g() returns bigint language sql return app.f();
