-- What   The groups of roles, the schemas, and that public may do nothing in them.
-- Why    docs/adr/0007-roles-and-doors.md
-- Locks  None: every object is new.
-- Undo   sql/U/U0001__roles_and_schemas.sql

-- Roles belong to the cluster: another database of it may have made them. Only the migrator may
-- make one, and only where one is missing: without a migrator, make the six beforehand.
do $body$
declare
    v_role record;
begin
    for v_role in
        select role.name, role.meaning
        from (
            values
                ('api_read', 'Group: may call the routines of schema api that only read.'),
                ('api_write', 'Group: may call the routines of schema api that write.'),
                ('api_ops', 'Group: may look up an API key, for the service at its door.'),
                ('import_loader', 'Group: may insert into the staging tables of imports.'),
                ('report_read', 'Group: may read books, accounts and transfers, all tenants.'),
                ('monitor', 'Group: may watch the server. It reads no row of a tenant.')
        ) as role (name, meaning)
        where not exists (select from pg_catalog.pg_roles where rolname = role.name)
        order by role.name
    loop
        set local role procwright_migrator;

        begin
            execute format('create role %I nologin', v_role.name);
            execute format('comment on role %I is %L', v_role.name, v_role.meaning);
        exception
            when duplicate_object or unique_violation then
                raise notice 'role % was made by another database just now', v_role.name;
        end;
    end loop;

    set local role procwright_owner;
end;
$body$;


-- A routine is executable by public from its first moment, unless its owner says otherwise once.
alter default privileges for role procwright_owner revoke execute on functions from public;

revoke usage on schema public from public;

create schema core;
create schema audit;
create schema ledger;
create schema report;
create schema api;

comment on schema procwright is
'The state of the harness, and the door for its own logins. It knows nothing of the ledger.';
comment on schema core is
'What every schema above stands on: domains, books, currencies, refusals, the clock.';
comment on schema audit is 'The journal of changes that are not a journal themselves.';
comment on schema ledger is 'Accounts, transfers, periods, and their rules. No client reaches it.';
comment on schema report is 'What is read out of the ledger. It writes nothing.';
comment on schema api is 'The routines that a client may call. It holds no table.';


-- Clients need core for its domains alone: they may call nothing there.
grant usage on schema api, core to api_read, api_write;
grant usage on schema procwright to api_ops;
grant usage on schema core, ledger, report to report_read;
