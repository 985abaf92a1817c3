import { closeSync, openSync, rmSync, writeSync } from 'node:fs';

import { type ProjectConfig, requireProject } from '../config.ts';
import { sqlState } from '../db/sqlstate.ts';
import { readDuration } from '../duration.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { nearest } from '../nearest.ts';
import { withDeployer } from '../scratch/with-deployer.ts';
import {
  issueKey,
  type KeyDatabase,
  type ListedKey,
  listKeys,
  readScopes,
  revokeKey,
  rotateKey,
} from '../service/callers/manage-keys.ts';
import type { Command, Invocation } from './command.ts';

export const command: Command = {
  name: 'keys',
  purpose: 'API keys: issue, list, rotate, revoke; a token is shown once',
  args: '<what> [key-id]',
  options: [
    { flags: '--actor <name>', says: 'whose key it is (issue), or of whom they are listed' },
    {
      flags: '--scopes <words>',
      says: 'what it may do, parted by commas; all: every scope there is',
    },
    {
      flags: '--expires <duration>',
      says: 'for how long it opens: 90d, 12h, or never; 365d if unsaid',
    },
    {
      flags: '--overlap <duration>',
      says: 'for how long the old key goes on (rotate); 1d if unsaid',
    },
    { flags: '--label <text>', says: 'what people know it by' },
    { flags: '--to <file>', says: 'a new file for the token (0600), instead of standard output' },
  ],
  example: 'procwright keys issue --actor shop --scopes all --to shop.key',
  run: async ({ config: given, args, options }) => {
    const config = requireProject(given);
    const [what = '', keyId = ''] = args;
    const run = ACTS[what as keyof typeof ACTS];
    if (!Object.hasOwn(ACTS, what) || run === undefined) {
      const message = `There is no keys ${what}.`;
      throw new CommandFault(EXIT.usage, message, nearest(what, Object.keys(ACTS)));
    }
    const told = await withDeployer(config, (db) =>
      run({ config, db, keyId, options }).catch(tell),
    );
    const text = options['json'] === true ? JSON.stringify(told.value) : told.lines.join('\n');
    process.stdout.write(text === '' ? '' : `${text}\n`);
    return EXIT.fine;
  },
};

/** What one act works with. */
interface Act {
  readonly config: ProjectConfig;
  readonly db: KeyDatabase;
  readonly keyId: string;
  readonly options: Invocation['options'];
}

/** What it came to, for a program and for a person. */
interface Told {
  readonly value: object;
  readonly lines: readonly string[];
}

const ACTS = { issue, list, rotate, revoke } as const;

async function issue({ config, db, options }: Act): Promise<Told> {
  const actor = textOf(options, 'actor');
  if (actor === null) throw usage('--actor is missing.', 'Say whose key it is.');
  const scopes = await chosenScopes(config, db, textOf(options, 'scopes') ?? '');
  const expiresAt = endOf(options);
  return withTokenFile(options, async (write) => {
    const key = await issueKey(db, { actor, scopes, expiresAt, label: textOf(options, 'label') });
    return write(key, { key_id: key.keyId, actor, scopes, expires_at: expiresAt });
  });
}

async function rotate({ db, keyId, options }: Act): Promise<Told> {
  requireKeyId(keyId);
  const overlapMs = durationOf(options, 'overlap', '1d');
  const expiresAt = endOf(options);
  return withTokenFile(options, async (write) => {
    const key = await rotateKey(db, { keyId, overlapMs, expiresAt });
    const old = { key_id: keyId, expires_at: key.oldExpiresAt };
    return write(key, { key_id: key.keyId, expires_at: expiresAt, old });
  });
}

async function revoke({ db, keyId }: Act): Promise<Told> {
  requireKeyId(keyId);
  const revokedAt = await revokeKey(db, keyId);
  const lines = [`${keyId} is revoked since ${revokedAt.toISOString()}.`];
  return { value: { key_id: keyId, revoked_at: revokedAt }, lines };
}

async function list({ db, options }: Act): Promise<Told> {
  const keys = await listKeys(db, textOf(options, 'actor'));
  return { value: { keys }, lines: keys.map(keyLine) };
}

function keyLine({ key_id: id, state, actor, label, expires_at: end, scopes }: ListedKey): string {
  const until = end === null ? 'no end' : `until ${end.toISOString().slice(0, 19)}Z`;
  return `${id}  ${state.padEnd(7)}  ${actor}  ${label ?? '-'}  ${until}  ${scopes.join(' ')}`;
}

type Write = (key: { readonly token: string }, value: object) => Told;

/**
 * Opens the file for the token before there is one: a token that can't be kept would be lost. The
 * file must be new, so that no link and no reader of an old one gets it.
 */
async function withTokenFile(
  options: Act['options'],
  body: (write: Write) => Promise<Told>,
): Promise<Told> {
  const file = textOf(options, 'to');
  if (file === null) {
    return body(({ token }, value) => ({ value: { ...value, token }, lines: [token] }));
  }
  const handle = openNew(file);
  try {
    return await body(({ token }, value) => {
      writeSync(handle, `${token}\n`);
      return { value: { ...value, file }, lines: [] };
    });
  } catch (error) {
    rmSync(file);
    throw error;
  } finally {
    closeSync(handle);
  }
}

function openNew(file: string): number {
  try {
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw usage(`${file} can't be made (${code}).`, 'Name a file that is not there yet.');
  }
}

async function chosenScopes({ project }: ProjectConfig, db: KeyDatabase, text: string) {
  const known = await readScopes(db, project.api);
  if (text === 'all') return known;
  const scopes = text.split(/[\s,]+/).filter((scope) => scope !== '');
  const unknown = scopes.filter((scope) => !known.includes(scope));
  if (scopes.length === 0) throw usage('--scopes is missing.', `Choose of ${known.join(', ')}.`);
  if (unknown.length === 0) return scopes;
  throw usage(`No route asks for ${unknown.join(', ')}.`, nearest(unknown[0] ?? '', known));
}

function endOf(options: Act['options']): Date | null {
  if (textOf(options, 'expires') === 'never') return null;
  return new Date(Date.now() + durationOf(options, 'expires', '365d'));
}

function durationOf(options: Act['options'], name: string, otherwise: string): number {
  const text = textOf(options, name) ?? otherwise;
  const ms = readDuration(text);
  if (ms === null) throw usage(`--${name} is ${text}.`, 'Write it as 90d, 12h, 15m or 30s.');
  return ms;
}

function textOf(options: Act['options'], name: string): string | null {
  const value = options[name];
  return typeof value === 'string' ? value : null;
}

function requireKeyId(keyId: string): void {
  if (/^[0-9a-f]{12}$/.test(keyId)) return;
  throw usage('The key id is missing, or none: 12 hex digits.', 'procwright keys list');
}

/** A refusal of the routine is the reader's to mend. */
function tell(error: unknown): never {
  const isRefusal = error instanceof Error && /^PR\d{3}$|^23514$/.test(sqlState(error));
  if (!isRefusal) throw error;
  const message = `${error.message} (${sqlState(error)})`;
  throw new CommandFault(EXIT.findings, message, 'procwright keys list');
}

const usage = (message: string, fix: string) => new CommandFault(EXIT.usage, message, fix);
