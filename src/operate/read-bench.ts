import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { CommandFault, EXIT } from '../exit-code.ts';
import { parseJsonFile } from '../json-file.ts';
import { BENCH_FOLDER, findBench } from './find-bench.ts';

/** One of two ways to do the same work. */
export interface Way {
  readonly name: string;
  /** A script of psql, from the root. Its last query answers `t` when all is done. */
  readonly file: string;
}

/** What `sql/bench/<name>.json` says: which scripts to time, and what is asked of them. */
export interface Bench {
  readonly name: string;
  readonly purpose: string;
  /** How many rows each way writes. */
  readonly rows: number;
  /** Runs once, on a clone of the migrated database. */
  readonly setup: string;
  /** Runs before each way of each round, untimed, in its session: what it sets the way finds. */
  readonly prepare: string;
  readonly measured: Way;
  readonly beside: Way;
  /** How much of the speed of `beside` the measured way must reach. */
  readonly leastRatio: number;
  /** How long the measured way may take on a machine that does nothing else. */
  readonly quietSeconds: number;
}

/**
 * Reads a bench of a project.
 *
 * @throws {CommandFault} When there is none of that name, or it lacks something.
 */
export function readBench(root: string, name: string): Bench {
  const file = findBench(root, name);
  const folder = dirname(file);
  const found = parseJsonFile(file, readFileSync(file, 'utf8')) as Bench; // the rest is told below
  const scripts = [found.setup, found.prepare, found.measured?.file, found.beside?.file];
  const lacks = [
    ...scripts.filter((script) => !existsSync(join(folder, String(script)))).map(String),
    ...(['rows', 'leastRatio', 'quietSeconds'] as const).filter((key) => !(found[key] > 0)),
  ];
  if (lacks.length > 0) {
    const what = lacks.join(', ').replaceAll('undefined', 'the name of a script');
    throw new CommandFault(EXIT.usage, `${file} lacks ${what}.`, 'Write what is missing.');
  }
  const within = (script: string) => join(BENCH_FOLDER, script);
  return {
    ...found,
    name,
    setup: within(found.setup),
    prepare: within(found.prepare),
    measured: { ...found.measured, file: within(found.measured.file) },
    beside: { ...found.beside, file: within(found.beside.file) },
  };
}
