-- What   A.
-- Why    B.
-- Locks  None.
-- Undo   sql/U/U0001__base.sql

select 1;
