create function procwright.one() returns int language sql stable security definer as 'select 1';

create function app.two() returns int language sql stable security invoker as 'select 1';

alter function app.two() security invoker;

alter function api.stock(uuid) security definer;

create function pg_temp.three() returns int language sql security definer as 'select 1';

-- security definer
select 'create function app.four() returns int language sql security definer as ''select 1''';
