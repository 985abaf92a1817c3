import type { Cloner } from '../scratch/clone.ts';
import { EMPTY } from '../scratch/clone.ts';
import type { ContestDatabase } from './contest.ts';
import { fillPgbench } from './run-pgbench.ts';
import { runScript, type ScriptPlace } from './run-script.ts';

/** A database of a contest that stands. */
export interface LoadedDatabase extends ContestDatabase {
  /** Its name in the server. */
  readonly database: string;
}

/** Where databases are made, and from what. */
export interface Ground extends Omit<ScriptPlace, 'database'> {
  readonly cloner: Cloner;
  /** The migrated database. */
  readonly template: string;
  readonly onLoad?: ((name: string) => void) | undefined;
}

/** Makes and fills the databases, and settles them. Each is dropped after `body`. */
export async function withDatabases<Value>(
  ground: Ground,
  wanted: readonly ContestDatabase[],
  body: (loaded: ReadonlyMap<string, LoadedDatabase>) => Promise<Value>,
): Promise<Value> {
  return load(ground, wanted, new Map(), async (loaded) => {
    await settle(
      ground,
      [...loaded.values()].map(({ database }) => database),
    );
    return body(loaded);
  });
}

/**
 * Brings statistics up to date, and writes out what is left to write: plans made for empty tables
 * and the end of the loading would be in the figures.
 */
export async function settle(ground: Ground, databases: readonly string[]): Promise<void> {
  for (const database of databases) {
    const place = { ...ground, database };
    await runScript(place, { file: `settling ${database}`, text: 'vacuum (analyze);\n' });
  }
  const place = { ...ground, database: 'postgres' };
  await runScript(place, { file: 'settling', text: 'checkpoint;\n' });
}

async function load<Value>(
  ground: Ground,
  [first, ...rest]: readonly ContestDatabase[],
  loaded: ReadonlyMap<string, LoadedDatabase>,
  body: (loaded: ReadonlyMap<string, LoadedDatabase>) => Promise<Value>,
): Promise<Value> {
  if (first === undefined) return body(loaded);
  const { cloner, template } = ground;
  ground.onLoad?.(first.name);
  return cloner.withClone(first.scale === null ? template : EMPTY, async (database) => {
    const place = { ...ground, database };
    if (first.scale !== null) await fillPgbench(place, first.scale);
    const { setup, variables } = first;
    if (setup !== null) await runScript(place, { file: setup, variables });
    return load(ground, rest, new Map(loaded).set(first.name, { ...first, database }), body);
  });
}
