-- Undoes  A. -- expect
-- Needs
-- Loses   C.
-- Proof   D.
select 1;
