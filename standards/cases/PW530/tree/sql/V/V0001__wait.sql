set local lock_timeout = '5s'; -- expect
set local lock_timeout = '2s';
