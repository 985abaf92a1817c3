-- Undoes  A.
-- Needs   B.
-- Loses   C.
-- Proof   D.

select 1;
