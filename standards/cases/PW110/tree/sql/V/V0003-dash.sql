select 1; -- expect
