import { setTimeout as pause } from 'node:timers/promises';

import type { ITask } from 'pg-promise';

import type { Database } from '../db/connect.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import type { Project } from '../project.ts';
import type { Partition } from './read-partitions.ts';

/** Those that end by that day, oldest first, and those whose detach has only begun. */
export function chooseOlder(partitions: readonly Partition[], before: Date): readonly Partition[] {
  return partitions.filter(
    ({ to, isPending }) => isPending || (to !== null && to.at !== null && to.at <= before),
  );
}

/**
 * Why the project wants these to stay, by the routine that it names; none when it names none.
 *
 * @throws {CommandFault} When there is no such routine.
 */
export async function findBonds(
  db: Database,
  { partitions: hooks }: Pick<Project, 'partitions'>,
  chosen: readonly Partition[],
): Promise<readonly string[]> {
  const [first] = chosen;
  if (hooks?.check === undefined || first === undefined) return [];
  const check = hooks.check;
  const names = chosen.map(({ name }) => name);
  return asOwner(db, first.owner, async (task) => {
    const rows = await named(check, () => task.any<BondRow>(BONDS, { check, names }));
    return rows.map(({ reason }) => reason);
  });
}

/** What is told while partitions are detached. */
export interface DetachOptions {
  readonly onDetached?: (partition: Partition) => void;
  /** How often each is tried, 2 s at a time. */
  readonly tries?: number;
}

/**
 * Detaches partitions one by one while the table is in use, then runs what the project names for
 * afterwards. They stay as tables of their own.
 *
 * @throws {CommandFault} When one can't be locked in several tries: those before it are detached.
 */
export async function detachPartitions(
  db: Database,
  project: Pick<Project, 'partitions'>,
  chosen: readonly Partition[],
  { onDetached, tries = 8 }: DetachOptions = {},
): Promise<void> {
  for (const partition of chosen) {
    await asOwner(db, partition.owner, (task) => detachOne(task, partition, tries));
    onDetached?.(partition);
  }
  await settlePartitions(db, project, chosen);
}

/**
 * Runs what the project names for after a detach, as the owner of the first of these. It may be run
 * again at any time: a run that was broken off behind its last detach has left it undone.
 *
 * @throws {CommandFault} When there is no such routine.
 */
export async function settlePartitions(
  db: Database,
  { partitions: hooks }: Pick<Project, 'partitions'>,
  [first]: readonly Partition[],
): Promise<void> {
  const settle = hooks?.settle;
  if (settle === undefined || first === undefined) return;
  await asOwner(db, first.owner, (task) => named(settle, () => task.any(SETTLE, { settle })));
}

const PAUSE_MS = 500;

/**
 * A try waits 2 s at most: others wait behind it. One that has come past its first half leaves the
 * partition pending, and only has to be finished.
 */
async function detachOne(
  task: ITask<unknown>,
  { table, name, isPending }: Partition,
  tries: number,
): Promise<void> {
  let hasBegun = isPending;
  for (let left = tries; ; left -= 1) {
    try {
      await task.none(hasBegun ? FINISH : DETACH, { table, name });
      return;
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      if (left === 1) {
        const says = `${name} can't be locked: others use ${table} for long.`;
        throw new CommandFault(EXIT.findings, says, 'Run it again: what has begun is finished.');
      }
    }
    hasBegun = (await task.one<PendingRow>(PENDING, { name })).isPending;
    await pause(PAUSE_MS); // those that waited behind it go first
  }
}

const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '55P03';

/** One session, as the role that the table belongs to: the login is a member of it. */
function asOwner<Value>(
  db: Database,
  owner: string,
  body: (task: ITask<unknown>) => Promise<Value>,
): Promise<Value> {
  return db.task(async (task) => {
    await task.none(`set role ${owner}; set lock_timeout = '2s'`); // quoted by the server: regrole
    try {
      return await body(task);
    } finally {
      await task.none('reset role; reset lock_timeout');
    }
  });
}

/** A routine that procwright.json names, and that isn't there, is the reader's to mend. */
async function named<Value>(routine: string, call: () => Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '42883')) throw error;
    const says = `procwright.json names ${routine} for partitions: ${error.message}.`;
    throw new CommandFault(EXIT.usage, says, 'Mend "partitions" there, or run the migrations.');
  }
}

interface BondRow {
  readonly reason: string;
}

interface PendingRow {
  readonly isPending: boolean;
}

const BONDS = `
select reason from $<check:raw>($<names>::text[]::regclass[]) as bond (reason) order by reason
`;

const SETTLE = `
select $<settle:raw>()
`;

const DETACH = `
alter table $<table:raw> detach partition $<name:raw> concurrently
`;

const FINISH = `
alter table $<table:raw> detach partition $<name:raw> finalize
`;

const PENDING = `
select coalesce(bool_or(inhdetachpending), false) as "isPending"
from pg_catalog.pg_inherits
where inhrelid = to_regclass($<name>)
`;
