-- api.top
create or replace function app.prose()
returns text
language sql
return 'api.top' || app.api.top; -- api.top
