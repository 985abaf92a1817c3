-- Every object belongs to the owner, whoever deploys. A migration that waits for a lock makes all
-- others wait behind it: after 2 s it gives up and is tried again as a whole. Bodies may name what
-- a later file of the same run makes; plpgsql_check reads them all afterwards.
set role procwright_owner;
set lock_timeout = '2s';
set check_function_bodies = off;
