create function shop.one() returns int
language sql stable
set search_path = ''
as 'select 1';

create function shop.two() returns int
language sql stable
set search_path = shop, pg_catalog, pg_temp
as 'select 1';
