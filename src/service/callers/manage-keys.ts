import { createHash, randomBytes } from 'node:crypto';

import type { IBaseProtocol } from 'pg-promise';

import { readCatalog } from '../../catalog/read-catalog.ts';
import { tellFault } from '../../catalog/routine-fault.ts';
import { CommandFault, EXIT } from '../../exit-code.ts';

/** A connection of a login that may issue keys. */
export type KeyDatabase = Pick<IBaseProtocol<unknown>, 'any' | 'one'>;

/** A key that was made just now: nobody can read its token again. */
export interface NewKey {
  readonly keyId: string;
  /** `pw_<key id>_<secret>`: what its holder sends. */
  readonly token: string;
}

/** Whose a key is, and what it may do. */
export interface KeyWish {
  readonly actor: string;
  readonly scopes: readonly string[];
  /** Null: it has no end. */
  readonly expiresAt: Date | null;
  readonly label: string | null;
}

/** A key as the list tells it. */
export interface ListedKey {
  readonly key_id: string;
  readonly actor: string;
  readonly label: string | null;
  readonly scopes: readonly string[];
  readonly state: 'open' | 'expired' | 'revoked';
  readonly issued_at: Date;
  readonly issued_by: string | null;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  /** The key whose place it took. */
  readonly replaces: string | null;
}

/** How one key takes the place of another. */
export interface RotationWish {
  readonly keyId: string;
  /** Milliseconds for which the old one goes on. */
  readonly overlapMs: number;
  readonly expiresAt: Date | null;
}

/** Issues a key. Its secret is made here and leaves by the return value alone: never in a log. */
export async function issueKey(db: KeyDatabase, wish: KeyWish): Promise<NewKey> {
  const { keyId, token, hash } = makeKey();
  const { actor, scopes, expiresAt, label } = wish;
  await db.one(ISSUE, [keyId, hash, actor, scopes, expiresAt, label]);
  return { keyId, token };
}

/** Gives the holder of a key a new one that may do the same. */
export async function rotateKey(
  db: KeyDatabase,
  { keyId: oldId, overlapMs, expiresAt }: RotationWish,
): Promise<NewKey & { readonly oldExpiresAt: Date | null }> {
  const { keyId, token, hash } = makeKey();
  const values = [oldId, keyId, hash, `${overlapMs} milliseconds`, expiresAt];
  const row = await db.one<{ readonly old_expires_at: Date | null }>(ROTATE, values);
  return { keyId, token, oldExpiresAt: row.old_expires_at };
}

/** Shuts a key out; services forget it within seconds. @returns Since when it is out. */
export async function revokeKey(db: KeyDatabase, keyId: string): Promise<Date> {
  return (await db.one<{ readonly revoked_at: Date }>(REVOKE, [keyId])).revoked_at;
}

/** Every key, or those of an actor, the oldest first. */
export function listKeys(db: KeyDatabase, actor: string | null): Promise<readonly ListedKey[]> {
  return db.any<ListedKey>(LIST, [actor]);
}

/**
 * Every scope that a route of the schema asks for, in their order.
 *
 * @throws {CommandFault} When a contract of the schema can't be read.
 */
export async function readScopes(
  db: Pick<KeyDatabase, 'one'>,
  schema: string,
): Promise<readonly string[]> {
  const catalog = await readCatalog(db, { schema });
  if (catalog.ok) {
    const scopes = catalog.value.routines.flatMap(({ contract }) => contract.route?.scopes ?? []);
    return [...new Set(scopes)].sort();
  }
  throw new CommandFault(
    EXIT.findings,
    catalog.faults.map(tellFault).join('\n'),
    'Mend the comments of these routines, then run it again.',
  );
}

/** A secret of 256 random bits needs no slow hash, and is never stored. */
export function hashOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function makeKey(): NewKey & { readonly hash: Buffer } {
  const keyId = randomBytes(6).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  return { keyId, token: `pw_${keyId}_${secret}`, hash: hashOfSecret(secret) };
}

const ISSUE = `
select k.issued_at
from procwright.issue_key($1, $2, $3, $4::text[], $5, $6) as k
`;

const ROTATE = `
select k.old_expires_at
from procwright.rotate_key($1, $2, $3, $4::interval, $5) as k
`;

const REVOKE = `
select k.revoked_at
from procwright.revoke_key($1) as k
`;

const LIST = `
select
    k.key_id, k.actor, k.label, k.scopes, k.state, k.issued_at, k.issued_by, k.expires_at,
    k.revoked_at, k.replaces
from procwright.list_keys($1) as k
`;
