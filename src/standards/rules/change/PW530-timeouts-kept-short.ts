import type { Node, VariableSetStmt } from 'libpg-query';

import { isInTransaction } from '../../ground/change/file-transaction.ts';
import { isChange } from '../../ground/change/in-use.ts';
import type { Ground } from '../../ground/ground.ts';
import { dottedName } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW530',
  name: 'timeouts-kept-short',
  level: 'error',
  summary: 'A migration waits 2 s for a lock at most, and lets nothing run or idle for ever.',
  why: `
A statement that waits for a lock makes all others wait behind it: the table is shut, though
nothing happens yet. The runner sets lock_timeout to 2 s and tries again; a file may shorten it,
not lengthen it or switch it off. Elsewhere than in a project's folder 5 s will do. Nor does it
switch off statement_timeout or the timeout of an idle transaction, which end what holds a lock
too long, and no role or database begins without them. A file that runs without a transaction is
exempt: it waits without a lock.
`,
  bad: `
set lock_timeout = 0;
`,
  good: `
set local lock_timeout = '1s';
`,
  on: ['VariableSetStmt', 'FuncCall', 'AlterDatabaseSetStmt', 'AlterRoleSetStmt'],
  check: (statement, ground) => {
    if (!ground.isChange || !/(?:lock|statement|transaction|session)_timeout/i.test(statement.text))
      return [];
    if (!isChange(statement, ground)) return [];
    const setting = settingOf(statement);
    if (setting === null || isDump(ground) || !isInTransaction(ground)) return [];
    const { value, location } = setting;
    const timeMs = value === null ? 0 : milliseconds(value);
    const isLock = setting.name === 'lock_timeout';
    const longestMs = !isLock ? Infinity : ground.file.root === null ? 5000 : 2000;
    if (timeMs === null || (timeMs > 0 && timeMs <= longestMs)) return [];
    return [{ message: MESSAGES[setting.name], start: statement.at(location) }];
  },
};

const IDLE = 'A transaction that holds a lock may now idle for ever; leave it on';

const MESSAGES = {
  lock_timeout: 'All who use the table wait as long as this waits for its lock; at most 2s',
  statement_timeout: 'A statement that holds a lock may now run for ever; leave it on',
  transaction_timeout: 'A transaction that holds a lock may now run for ever; leave it on',
  idle_in_transaction_session_timeout: IDLE,
} as const;

type Timeout = keyof typeof MESSAGES;

/** Null for another setting. */
function timeoutNamed(name: string | null | undefined): Timeout | null {
  const lower = name?.toLowerCase();
  return TIMEOUTS.find((timeout) => timeout === lower) ?? null;
}

const TIMEOUTS = [
  'lock_timeout',
  'statement_timeout',
  'transaction_timeout',
  'idle_in_transaction_session_timeout',
] as const;

/** The new value as written; null for the default. */
interface Setting {
  readonly name: Timeout;
  readonly value: string | null;
  readonly location: number | undefined;
}

function settingOf(statement: Statement): Setting | null {
  const set = setOf(statement.node);
  if (set !== undefined) return ofSet(set);
  for (const { funcname, args = [], location } of statement.all('FuncCall')) {
    const [first, value = null] = args.map(constantText);
    const name = timeoutNamed(first);
    if (!/(?:^|\.)set_config$/.test(dottedName(funcname)) || name === null) continue;
    return value === null ? null : { name, value, location };
  }
  return null;
}

function setOf(node: Node): VariableSetStmt | undefined {
  if ('VariableSetStmt' in node) return node.VariableSetStmt;
  if ('AlterDatabaseSetStmt' in node) return node.AlterDatabaseSetStmt.setstmt;
  return 'AlterRoleSetStmt' in node ? node.AlterRoleSetStmt.setstmt : undefined;
}

function ofSet({ kind, name: written, args: [value] = [] }: VariableSetStmt): Setting | null {
  const name = timeoutNamed(written);
  if (name === null || kind === 'VAR_SET_CURRENT') return null;
  return { name, value: value === undefined ? null : constantText(value), location: undefined };
}

function constantText(node: Node): string | null {
  if (!('A_Const' in node)) return null;
  const { sval, ival, fval } = node.A_Const;
  return sval?.sval ?? fval?.fval ?? (ival === undefined ? null : String(ival.ival ?? 0));
}

/** Null for what is no time. Without a unit it is milliseconds (manual, 20.1.1). */
function milliseconds(value: string): number | null {
  const [, number, unit = 'ms'] =
    /^\s*(-?\d+(?:\.\d+)?)\s*(us|ms|s|min|h|d)?\s*$/.exec(value) ?? [];
  const factor = UNITS_MS[unit];
  return number === undefined || factor === undefined ? null : Number(number) * factor;
}

const UNITS_MS: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** By its first line, or by what pg_dump sets where that line is gone. */
function isDump({ source: { text } }: Ground): boolean {
  if (/^[-\s]*-- PostgreSQL database dump/.test(text)) return true;
  const head = text.slice(0, 1000);
  return /set_config\('search_path', '', false\)/.test(head) && /check_function_bodies/.test(head);
}
