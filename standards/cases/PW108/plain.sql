create function app.one() returns int language sql return 1;
create function app.two() returns int language sql return 1;
