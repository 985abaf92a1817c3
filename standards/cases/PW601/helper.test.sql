create function fixture.one() returns int language sql as 'select 1';
