-- The months ahead must be there before a client's clock is, and the service must learn of new
-- routines without a restart.
select ledger.keep_months();
notify procwright_contract;
