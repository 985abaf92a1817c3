create function fixture.one() returns int language sql return 1;
