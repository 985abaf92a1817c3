-- What   A. -- expect
-- Why    B.
select 1;
