import { setTimeout as sleep } from 'node:timers/promises';

import type { ITask } from 'pg-promise';

import type { Database } from '../../../db/connect.ts';
import type { ReadFile } from '../../read-file.ts';
import { replay } from './run-file.ts';
import { withSession } from './session.ts';

/** The longest that somebody had to wait who came while the file ran, in milliseconds. */
export interface Wait {
  /** `schema.name` */
  readonly relation: string;
  readonly readerMs: number;
  readonly writerMs: number;
}

/** So many relations are probed at once; each takes two connections. */
const MOST_PROBED = 4;
/** Between two looks: a probe must not be the load. */
const PAUSE_MS = 5;

/**
 * Runs a file once more, without messages, and beside it a reader and a writer of each relation,
 * one short transaction after the other. A writer that would deadlock with the file gives way.
 *
 * @param stays - False takes the file back again.
 */
export async function probeWaits(
  pools: { readonly file: Database; readonly probes: Database },
  { file, relations }: { readonly file: ReadFile; readonly relations: readonly string[] },
  stays: boolean,
): Promise<readonly Wait[]> {
  const probed = relations.slice(0, MOST_PROBED);
  const arrive = meetingOf(2 * probed.length + 1);
  const state = { isOver: false };
  const probers = probed.map(async (relation): Promise<Wait> => {
    const name = quoted(relation);
    const [readerMs, writerMs] = await Promise.all(
      [read, write].map((probe) =>
        pools.probes.task((session) => longestWait(() => probe(session, name), arrive, state)),
      ),
    );
    return { relation, readerMs: readerMs ?? 0, writerMs: writerMs ?? 0 };
  });
  try {
    await Promise.race([arrive(), Promise.all(probers)]); // the latter when a probe fails
    await withSession(pools.file, (session) => replay(session, file, stays));
  } finally {
    state.isOver = true;
  }
  return Promise.all(probers);
}

/** The longest turn of a probe while the file runs, above the longest of three before it. */
async function longestWait(
  probe: () => Promise<void>,
  arrive: () => Promise<void>,
  state: { readonly isOver: boolean },
): Promise<number> {
  const turn = async (): Promise<number> => {
    const start = performance.now();
    await probe();
    return performance.now() - start;
  };
  const before = [await turn(), await turn(), await turn()].slice(1); // the first one warms up
  await arrive();
  let most = 0;
  while (!state.isOver) {
    most = Math.max(most, await turn());
    await sleep(PAUSE_MS);
  }
  return Math.max(0, most - Math.max(...before));
}

/** Lets nobody go on before all have arrived. */
function meetingOf(count: number): () => Promise<void> {
  let missing = count;
  let open: () => void = () => undefined;
  const met = new Promise<void>((resolve) => (open = resolve));
  return () => {
    missing -= 1;
    if (missing === 0) open();
    return met;
  };
}

type Prober = Pick<ITask<unknown>, 'any' | 'tx'>;

async function read(session: Prober, name: string): Promise<void> {
  await session.any('select from $1:raw limit 1', [name]);
}

/** Takes what an UPDATE of one row takes, and leaves the row as it is. */
async function write(session: Prober, name: string): Promise<void> {
  await session
    .tx(async (step) => {
      await step.none("set local deadlock_timeout = '100ms'");
      await step.none('lock table $1:raw in row exclusive mode', [name]);
      await step.any('select from $1:raw limit 1 for no key update', [name]);
    })
    .catch(giveWay);
}

/** A deadlock with the file is a wait like another. */
function giveWay(error: unknown): void {
  const { code } = error as { readonly code?: unknown };
  if (code !== '40P01') throw error;
}

function quoted(relation: string): string {
  const at = relation.indexOf('.');
  return [relation.slice(0, at), relation.slice(at + 1)]
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}
