\unset ECHO
\i setup.sql
select 1;
rollback;
