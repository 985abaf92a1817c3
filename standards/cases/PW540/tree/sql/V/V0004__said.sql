-- What   A.
-- Why    B.
-- Locks  None.
-- Undo   None: the rows are gone.

select 1;
