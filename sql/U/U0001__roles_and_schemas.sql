-- Undoes  sql/V/V0001__roles_and_schemas.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Nothing: the schemas are empty by now.
-- Leaves  The six roles: they belong to the cluster, others may use them.
-- Proof   Up, down, and up again leave the same catalog as a single up.

revoke usage on schema procwright from api_ops;

drop schema api;
drop schema report;
drop schema ledger;
drop schema audit;
drop schema core;

comment on schema procwright is null;

grant usage on schema public to public;

alter default privileges for role procwright_owner grant execute on functions to public;
