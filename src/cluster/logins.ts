import type { ITask } from 'pg-promise';

import type { ProjectConfig } from '../config.ts';
import { connect, type Database } from '../db/connect.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import type { Project } from '../project.ts';
import { ensurePasswords, passFile, readPassword, SUPERUSER } from './pass-file.ts';
import { scramVerifier } from './scram-verifier.ts';

export { passFile };

/** A key of `project.logins`, or `superuser`. */
export type LoginName = string;

/** Where a server listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where a login connects to: the password stands apart, so that the URL may be printed. */
export interface Connection {
  readonly url: string;
  readonly password: string;
}

/**
 * How a login of the private cluster connects.
 *
 * @param database - Instead of the project's.
 * @throws {CommandFault} When the login has no password yet.
 */
export function connectionOf(
  config: ProjectConfig,
  { host, port }: Address,
  login: LoginName,
  database: string = config.project.database,
): Connection {
  const role = roleOf(login);
  const password = readPassword(config, role);
  if (password === null) {
    const isKnown = login === 'superuser' || login in config.project.logins;
    throw new CommandFault(
      isKnown ? EXIT.noDatabase : EXIT.usage,
      `The login ${login} has no password in ${passFile(config)}.`,
      isKnown ? 'procwright migrate' : 'Add it to "logins" in procwright.json.',
    );
  }
  return { url: `postgres://${role}@${host}:${port}/${database}`, password };
}

/** Where the login of a lane connects to. Its password is read when it connects: it may change. */
export function laneConnection(
  config: ProjectConfig,
  { host, port }: Address,
  login: LoginName,
  database: string,
): { readonly url: string; readonly readPassword: () => string } {
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `postgres://${encodeURIComponent(roleOf(login))}@${name}:${port}/${database}`,
    readPassword: () => connectionOf(config, { host, port }, login, database).password,
  };
}

/** The role in the server that a login's name stands for. */
export function roleOf(login: LoginName): string {
  return login === 'superuser' ? SUPERUSER : login;
}

/**
 * Makes the logins of `procwright.json` and gives each exactly its groups, the right to connect,
 * and its lane's settings. Passwords that are there stay.
 *
 * @param which - Only these; all of them by default.
 * @throws {CommandFault} When a group doesn't exist: the migrations make them.
 */
export async function provisionLogins(
  config: ProjectConfig,
  cluster: Address,
  which: readonly LoginName[] = Object.keys(config.project.logins),
): Promise<void> {
  refuseReserved(config.project);
  const passwords = ensurePasswords(config, which);
  const db = connect({ ...connectionOf(config, cluster, 'superuser'), max: 1 });
  try {
    await requireGroups(db, config.project, which);
    await db.tx(async (tx) => {
      await tx.any(LOCK);
      for (const login of which) {
        await provision(tx, config.project, login, passwords.get(login) ?? '');
      }
    });
  } finally {
    await db.$pool.end();
  }
}

async function provision(
  tx: ITask<unknown>,
  project: Project,
  login: LoginName,
  password: string,
): Promise<void> {
  const groups = project.logins[login] ?? [];
  const { database } = project;
  if ((await tx.oneOrNone(ROLE, [login])) === null) await tx.none(CREATE, [login]);
  await tx.none(FORM, { login, verifier: scramVerifier(password), database });
  for (const { group } of await tx.any<GroupRow>(SURPLUS, [login, groups])) {
    await tx.none('revoke $1:name from $2:name', [group, login]);
  }
  for (const group of groups) await tx.none('grant $1:name to $2:name', [group, login]);
  for (const [setting, value] of settingsOf(project, login)) {
    await tx.none('alter role $1:name set $2:name = $3', [login, setting, value]);
  }
}

/** A login may not be a role that has another meaning. */
function refuseReserved({ logins }: Project): void {
  const groups = new Set(Object.values(logins).flat());
  const reserved = Object.keys(logins).filter(
    (login) => /^(procwright|pg_|superuser$|postgres$|public$)/.test(login) || groups.has(login),
  );
  if (reserved.length === 0) return;
  throw new CommandFault(
    EXIT.usage,
    `procwright.json: ${reserved.join(', ')} can't be a login: the name has another meaning.`,
    'Give it another name under "logins", and where it is spoken of.',
  );
}

async function requireGroups(
  db: Database,
  { logins }: Project,
  which: readonly LoginName[],
): Promise<void> {
  const wanted = which.flatMap((login) => logins[login] ?? []);
  const rows = await db.any<GroupRow>(MISSING, [wanted]);
  if (rows.length === 0) return;
  const missing = rows.map(({ group }) => group);
  const who = which.filter((login) => logins[login]?.some((group) => missing.includes(group)));
  throw new CommandFault(
    EXIT.usage,
    `The groups ${missing.join(', ')} of ${who.join(', ')} don't exist in this cluster.`,
    'Run the migrations that make them (procwright migrate), or mend "logins" in procwright.json.',
  );
}

type Settings = readonly (readonly [setting: string, value: string])[];

/** A script that needs longer than its login's lane allows says so itself. */
function settingsOf({ lanes }: Project, login: LoginName): Settings {
  if (login === lanes.write) return WRITE_SETTINGS;
  if (login === lanes.read) return READ_SETTINGS;
  return login === lanes.ops ? OPS_SETTINGS : OTHER_SETTINGS;
}

const OTHER_SETTINGS: Settings = [['idle_in_transaction_session_timeout', '60s']];
const OPS_SETTINGS: Settings = [
  ['statement_timeout', '5s'],
  ['idle_in_transaction_session_timeout', '5s'],
];
const WRITE_SETTINGS: Settings = [...OPS_SETTINGS, ['lock_timeout', '1s']];
const READ_SETTINGS: Settings = [
  ['default_transaction_read_only', 'on'],
  ['statement_timeout', '3s'],
  ['idle_in_transaction_session_timeout', '5s'],
];

interface GroupRow {
  readonly group: string;
}

// Two runs at once would update the same rows of the catalog.
const LOCK = `
select 1 from (select pg_advisory_xact_lock(hashtext('procwright logins'))) as held
`;

const MISSING = `
select distinct wanted as "group"
from unnest($1::text[]) as wanted
where not exists (select from pg_catalog.pg_roles as r where r.rolname = wanted)
order by wanted
`;

const ROLE = `
select 1 from pg_catalog.pg_roles where rolname = $1
`;

const CREATE = `
create role $1:name login
`;

const FORM = `
alter role $<login:name> with
    login inherit nosuperuser nocreatedb nocreaterole noreplication password $<verifier>;
alter role $<login:name> reset all;
grant connect on database $<database:name> to $<login:name>
`;

const SURPLUS = `
select g.rolname as "group"
from pg_catalog.pg_auth_members as m
join pg_catalog.pg_roles as g on g.oid = m.roleid
join pg_catalog.pg_roles as l on l.oid = m.member
where l.rolname = $1 and g.rolname <> all ($2::text[])
order by g.rolname
`;
