set local lock_timeout = '2s';
set local lock_timeout = 500;
set lock_timeout = '1s';
set local lock_timeout = '0.5 s';
set local statement_timeout = '5min';
set local work_mem = '1GB';
select set_config('lock_timeout', '200ms', true);
-- set lock_timeout = 0;
