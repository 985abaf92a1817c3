import type { Node, VariableSetStmt } from 'libpg-query';

import { isInTransaction } from '../../ground/change/file-transaction.ts';
import { runsAtOnce } from '../../ground/change/in-use.ts';
import { dottedName } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW530',
  name: 'timeouts-kept-short',
  level: 'error',
  summary: 'A migration waits for a lock no longer than the runner lets it: 2 s.',
  why: `
A statement that waits for a lock makes all others wait behind it: the table is shut, though nothing
happens yet. The runner sets lock_timeout to 2 s and tries again; a file may shorten it, not
lengthen it or switch it off. A file that runs without a transaction is exempt: it waits without a
lock.
`,
  bad: `
set lock_timeout = 0;
`,
  good: `
set local lock_timeout = '1s';
`,
  check: (statement, ground) => {
    if (!ground.isChange || !/lock_timeout/i.test(statement.text)) return [];
    if (!runsAtOnce(statement)) return [];
    const setting = settingOf(statement);
    if (setting === null || DUMP.test(ground.source.text) || !isInTransaction(ground)) return [];
    const { value, location } = setting;
    const timeMs = value === null ? 0 : milliseconds(value);
    if (timeMs === null || (timeMs > 0 && timeMs <= LONGEST_MS)) return [];
    const message = `All who use the table wait as long as this waits for its lock; at most 2s`;
    return [{ message, start: statement.at(location) }];
  },
};

const LONGEST_MS = 2000;

/** A dump goes into an empty database. */
const DUMP = /^[-\s]*-- PostgreSQL database dump/;

/** The new value as written; null for the default. */
interface Setting {
  readonly value: string | null;
  readonly location: number | undefined;
}

function settingOf(statement: Statement): Setting | null {
  if ('VariableSetStmt' in statement.node) return ofSet(statement.node.VariableSetStmt);
  for (const { funcname, args = [], location } of statement.all('FuncCall')) {
    const [name, value] = args.map(constantText);
    if (!/(?:^|\.)set_config$/.test(dottedName(funcname)) || name !== NAME) continue;
    return value === undefined || value === null ? null : { value, location };
  }
  return null;
}

function ofSet({ kind, name, args: [value] = [] }: VariableSetStmt): Setting | null {
  if (name?.toLowerCase() !== NAME || kind === 'VAR_SET_CURRENT') return null;
  return { value: value === undefined ? null : constantText(value), location: undefined };
}

const NAME = 'lock_timeout';

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
