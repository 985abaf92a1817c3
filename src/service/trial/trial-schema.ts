import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { Database } from '../../db/connect.ts';

interface TrialKey {
  readonly token: string;
  readonly actor: string;
  readonly scopes: readonly string[];
}

function keyOf(digit: string, actor: string, scopes: readonly string[]): TrialKey {
  return { token: `pw_${digit.repeat(12)}_${digit.repeat(43)}`, actor, scopes };
}

/** For tests: the keys that the trial schema knows. */
export const KEYS = {
  /** May do everything in box 1. */
  alice: keyOf('a', 'alice', ['item:write', 'item:read', 'trial:run']),
  /** May do everything, but box 1 isn't his. */
  bob: keyOf('b', 'bob', ['item:write', 'item:read', 'trial:run']),
  /** Sees box 1, and may not write. */
  reader: keyOf('c', 'alice', ['item:read']),
} as const;

/** For tests: the box that is alice's. */
export const BOX = '00000000-0000-7000-8000-000000000001';

/** For tests: the item that is in it. */
export const ITEM = '00000000-0000-7000-8000-000000000011';

/** For tests: makes the schema of `trial-schema.sql`, the harness's own routines, and the keys. */
export async function makeTrialSchema(admin: Database): Promise<void> {
  await admin.none(readFileSync(new URL('trial-schema.sql', import.meta.url), 'utf8'));
  for (const file of HARNESS) await admin.none(withoutGrants(file));
  for (const { token, actor, scopes } of Object.values(KEYS)) {
    const [, keyId, secret = ''] = token.split('_');
    const hash = createHash('sha256').update(secret).digest();
    await admin.none('insert into procwright.api_key values ($1, $2, $3, $4)', [
      keyId,
      hash,
      actor,
      scopes,
    ]);
  }
}

/** What the service needs of the harness's own schema, as it stands in every project. */
const HARNESS = [
  'V/V0020__stored_answers.sql',
  'V/V0021__rate_counts.sql',
  ...['error_register', 'refuse', 'open_request', 'keep_answer', 'keep_refusal', 'take_rate'].map(
    (name) => `R/00_procwright/R__00_procwright.${name}.sql`,
  ),
];

/** The groups may not be there: nobody has to have migrated in this cluster. */
function withoutGrants(file: string): string {
  const text = readFileSync(new URL(`../../../sql/${file}`, import.meta.url), 'utf8');
  return text.replace(/^grant [^;]*;$/gm, '');
}
