-- What   A. -- expect
-- Undo   sql/U/U0002__none.sql
select 1;
