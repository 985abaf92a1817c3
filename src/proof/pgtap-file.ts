import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Cluster } from '../cluster/private-cluster.ts';
import { runPsql } from '../cluster/psql.ts';
import type { ProjectConfig } from '../config.ts';
import type { Group, TestCase } from '../output/part.ts';
import { TEST_PATH } from '../scratch/template.ts';
import { readTap, type Tap, type TapAssertion } from './read-tap.ts';

/** A test file that runs on a database of its own. */
export interface PgtapRun {
  readonly config: ProjectConfig;
  readonly cluster: Cluster;
  readonly database: string;
  /** Relative to the project. */
  readonly file: string;
  readonly signal?: AbortSignal | undefined;
}

/** Settings on which an expectation may lean; a test that hangs ends by itself. */
const SETTINGS = [
  TEST_PATH,
  'timezone=UTC',
  'datestyle=ISO',
  'intervalstyle=iso_8601',
  'lc_messages=C',
  'jit=off',
  'statement_timeout=60s',
  'lock_timeout=10s',
] as const;

/** Runs one pgTAP file and judges it: each assertion, its plan, and that psql got to its end. */
export async function runPgtapFile(run: PgtapRun): Promise<Group> {
  const { config, cluster, database, file, signal } = run;
  const start = performance.now();
  const { code, stdout, stderr } = await runPsql(config, cluster, {
    login: 'superuser',
    database,
    input: `${QUIET}\\i '${join(config.root, file).replaceAll("'", "''")}'\n`,
    options: SETTINGS,
    ...(signal === undefined ? {} : { signal }),
  });
  const said = stderr.replaceAll(`psql:${config.root}/`, '');
  return {
    name: file.replace(/^sql\/tests\//, '').replace(/\.test\.sql$/, ''),
    seconds: (performance.now() - start) / 1000,
    cases: judge({ file, text: readFileSync(join(config.root, file), 'utf8'), code, stdout, said }),
    again: `procwright test ${file}`,
  };
}

interface Said {
  readonly file: string;
  readonly text: string;
  readonly code: number;
  readonly stdout: string;
  /** psql's errors and the server's notices. */
  readonly said: string;
}

function judge({ file, text, code, stdout, said }: Said): readonly TestCase[] {
  const tap = readTap(stdout);
  const cases = tap.assertions.map((one) => caseOf(one, { file, text, said }));
  const fault = code === 0 ? planFault(tap) : errorFault(file, code, said);
  return fault === null ? cases : [...cases, { file, verdict: 'failed', ...fault }];
}

function caseOf(
  { isGood, name, skipped, notes }: TapAssertion,
  { file, text, said }: Pick<Said, 'file' | 'text' | 'said'>,
): TestCase {
  if (skipped !== null) return { name, verdict: 'skipped', says: `${file}: ${name}: ${skipped}` };
  if (isGood) return { name, verdict: 'passed' };
  const line = lineOf(text, name);
  const notices = said.trim() === '' ? [] : ['notices:', ...said.trim().split('\n')];
  return {
    name,
    verdict: 'failed',
    says: [...notes.filter((note) => !note.startsWith('Failed test')), ...notices].join('\n'),
    file,
    ...(line === null ? {} : { line }),
  };
}

type Fault = Pick<TestCase, 'name' | 'says' | 'line'>;

/** psql stopped: the place is that of the statement's last line, in whatever file it stands. */
function errorFault(file: string, code: number, said: string): Fault {
  const [, place, line] = /^(\S+?):(\d+): (?:ERROR|FATAL|PANIC|error)/m.exec(said) ?? [];
  const says = said.trim() || `psql ended with ${code} and said nothing.`;
  const isOwn = place === file && line !== undefined;
  return { name: 'runs to its end', says, ...(isOwn ? { line: Number(line) } : {}) };
}

function planFault({ assertions, planned, bailout }: Tap): Fault | null {
  const count = assertions.length;
  if (bailout !== null) return { name: 'runs to its end', says: `It bailed out: ${bailout}` };
  if (planned === null || (planned === 0 && count === 0)) {
    return { name: 'has a plan', says: 'It printed no plan: begin with select plan(n);' };
  }
  if (planned === count) return null;
  const says = `It planned ${planned} assertions and made ${count}: write select plan(${count});`;
  return { name: 'keeps its plan', says };
}

/** The line of the assertion with this text; null when the text is put together at run time. */
function lineOf(text: string, name: string): number | null {
  const at = text.indexOf(`'${name.replaceAll("'", "''")}'`);
  return at < 0 || name === '' ? null : text.slice(0, at).split('\n').length;
}

const QUIET = '\\set QUIET on\n\\pset format unaligned\n\\pset tuples_only on\n\\pset pager off\n';
