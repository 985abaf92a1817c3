create function app.one() returns int language sql immutable parallel restricted return 1;

create function app.two() returns void language plpgsql volatile as 'begin end';

create procedure app.three() language plpgsql as 'begin end';

create function app.four() returns trigger language plpgsql as 'begin return new; end';

create function pg_temp.five() returns int language sql as 'select 1';

-- create function app.six() returns int language sql as 'select 1'

create function app.seven() returns bigint language sql stable as 'select count(*) from app.item';
