import { accessSync, constants } from 'node:fs';

import { fail, type Result, succeed } from '../result.ts';

/** What a URL of a database says; passwords apart, so that the rest may be printed. */
export interface DatabaseUrl {
  /** Empty where the URL names none. */
  readonly login: string;
  readonly password: string;
  readonly database: string;
  readonly reach: {
    readonly servers: readonly [Place, ...Place[]];
    readonly tls: {
      readonly mode: (typeof MODES)[number];
      readonly rootFile?: string;
      readonly certificateFile?: string;
      readonly keyFile?: string;
    };
    readonly wants: (typeof WANTS)[number];
  };
}

interface Place {
  readonly host: string;
  readonly port: number;
}

/** All of libpq's but allow: to ask in plain first gives away what encryption would keep. */
const MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;

/** Those of libpq's where the service can work: it writes. */
const WANTS = ['any', 'primary', 'read-write'] as const;

const FILES = ['sslrootcert', 'sslcert', 'sslkey'] as const;

const NAMES: readonly string[] = ['sslmode', ...FILES, 'target_session_attrs'];

const FORM =
  /^postgres(?:ql)?:\/\/(?:([^@/?#:]*)(?::([^@/?#]*))?@)?([^@/?#]+)(?:\/([^/?#]*))?(?:\?([^#]*))?$/;

/**
 * Reads a URL as libpq has it (manual, 34.1.1.2): several servers with their ports, parted by
 * commas, and of its parameters those that say which server is taken and how it is encrypted. What
 * it holds is quoted nowhere: it may be a password.
 */
export function databaseUrl(text: string): Result<DatabaseUrl, string> {
  const parts = FORM.exec(text);
  const [login, password, hosts, database, query = ''] = (parts ?? []).slice(1).map(decoded);
  const servers = (parts?.[3] ?? '').split(',').map(placeOf);
  const [first, ...others] = servers.filter((place) => place !== null);
  if (!parts || !first || hosts === null || servers.includes(null)) {
    return fail(['is no URL that begins with postgres:// or postgresql:// and names its servers.']);
  }
  if (login === null || password === null || !database) {
    return fail(['names no database, or holds a % that begins no character.']);
  }
  const given = new URLSearchParams(query === null ? '' : (parts[5] ?? ''));
  const faults = faultsOf(given, 1 + others.length);
  if (faults.length > 0) return fail(faults);
  const mode = MODES.find((one) => one === given.get('sslmode')) ?? 'prefer';
  const wants = WANTS.find((one) => one === given.get('target_session_attrs'));
  return succeed({
    login: login ?? '',
    password: password ?? '',
    database,
    reach: {
      servers: [first, ...others],
      tls: {
        mode,
        ...fileOf(given, 'sslrootcert', 'rootFile'),
        ...fileOf(given, 'sslcert', 'certificateFile'),
        ...fileOf(given, 'sslkey', 'keyFile'),
      },
      wants: wants ?? (others.length > 0 ? 'read-write' : 'any'),
    },
  });
}

/** What the parameters say that can't be kept to. */
function faultsOf(given: URLSearchParams, servers: number): readonly string[] {
  const mode = given.get('sslmode');
  const root = given.get('sslrootcert');
  const wants = given.get('target_session_attrs');
  const faults: string[] = [];
  for (const name of new Set(given.keys())) {
    if (!NAMES.includes(name)) faults.push(`has a parameter ${name}: only ${NAMES.join(', ')}.`);
    else if (given.getAll(name).length > 1) faults.push(`has ${name} twice.`);
  }
  if (mode !== null && !MODES.some((one) => one === mode)) {
    faults.push(`has another sslmode than ${MODES.join(', ')}.`);
  }
  if (wants !== null && !WANTS.some((one) => one === wants)) {
    const where = servers > 1 ? ', and without it read-write is meant' : '';
    faults.push(`has another target_session_attrs than ${WANTS.join(', ')}${where}.`);
  }
  if (mode === 'verify-ca' && root === null) {
    faults.push('has sslmode=verify-ca without sslrootcert: whose certificates are good?');
  }
  if (root === 'system' && mode !== 'verify-full') {
    faults.push('has sslrootcert=system: that is for sslmode=verify-full alone.');
  }
  if ((given.get('sslcert') === null) !== (given.get('sslkey') === null)) {
    faults.push('has one of sslcert and sslkey: the two belong together.');
  }
  return [...faults, ...FILES.flatMap((name) => unreadable(name, given.get(name)))];
}

function unreadable(name: string, file: string | null): readonly string[] {
  if (file === null || (name === 'sslrootcert' && file === 'system')) return [];
  try {
    accessSync(file, constants.R_OK);
    return [];
  } catch {
    return [`has an ${name} that can't be read.`];
  }
}

function fileOf<Key extends string>(given: URLSearchParams, name: string, key: Key) {
  const file = given.get(name);
  return (file === null ? {} : { [key]: file }) as { readonly [Name in Key]?: string };
}

/** `host`, `host:port`, `[address]:port`; a folder with a socket has its slashes as %2F. */
function placeOf(text: string): Place | null {
  const [, address, name, port = '5432'] =
    /^(?:\[([\da-fA-F:.]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = address ?? decoded(name);
  const isPort = Number(port) >= 1 && Number(port) <= 65_535;
  return host && isPort ? { host, port: Number(port) } : null;
}

/** Undefined stays so; null where a percent sign begins no character. */
function decoded(text: string | undefined): string | null | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return null;
  }
}
