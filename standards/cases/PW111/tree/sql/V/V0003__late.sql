select 1; -- expect
-- What   A.
-- Why    B.
-- Locks  None.
-- Undo   x

select 1;
