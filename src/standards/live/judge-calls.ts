import { relative } from 'node:path';

import type { Finding } from '../finding.ts';
import type { ReadFile } from '../read-file.ts';
import type { Statement } from '../statement.ts';
import type { ObjectPlace } from './object-places.ts';
import { findingOf } from './trace/judge-run.ts';
import type { FileRun } from './trace/run-file.ts';
import type { Snapshot } from './trace/snapshot.ts';

/**
 * PW537: where a versioned file ran a routine that a repeatable file makes, or made something that
 * calls one. Both places are told, and how to part them.
 *
 * @param routines - `schema.name` by oid, in the database on which the file ran.
 * @param places - Where repeatable files make routines.
 */
export function judgeCalls(
  { file, run }: { readonly file: ReadFile; readonly run: FileRun },
  routines: ReadonlyMap<string, string>,
  places: ReadonlyMap<string, ObjectPlace>,
): readonly Finding[] {
  const statements = run.steps.filter(({ tag, where }) => tag === null && where === '');
  const tell = (top: Statement, name: string): readonly Finding[] => {
    const place = places.get(`routine ${name}`);
    return place === undefined ? [] : [callFinding(file, top, name, place)];
  };
  const called = statements.flatMap(({ top, before, after }) => {
    const names = calledBetween(before, after).flatMap((oid) => routines.get(oid) ?? []);
    return [...new Set(names)].flatMap((name) => tell(top, name));
  });
  const { top, failure } = run.failure ?? {};
  const [, missing = ''] = MISSING.exec(failure?.message ?? '') ?? [];
  return top === undefined ? called : [...called, ...tell(top, missing)];
}

/** What the server says where the repeatable file has not run yet (42883). */
const MISSING = /^(?:function|procedure) ([\w.]+)\(.*\) does not exist$/;

function calledBetween(before: Snapshot, after: Snapshot): readonly string[] {
  const ran = Object.entries(after.calls).filter(
    ([oid, count]) => count > (before.calls[oid] ?? 0),
  );
  const used = Object.entries(after.uses).filter(([key]) => !(key in before.uses));
  return [...ran.map(([oid]) => oid), ...used.map(([, oid]) => oid)];
}

function callFinding(
  file: ReadFile,
  top: Statement,
  name: string,
  { file: maker, start }: ObjectPlace,
): Finding {
  const { line } = maker.source.placeOf(start);
  const path = relative(process.cwd(), maker.file.path);
  const message =
    `It calls ${name}, which ${path}:${line} makes, and on a fresh database repeatable files run ` +
    'behind all versions. Split it: the change of tables stays here, in plain SQL; ' +
    `what needs ${name} goes into a repeatable file, or is run after the migration.`;
  const words = { rule: 'PW537', level: 'error', message } as const;
  return findingOf(file, words, namedWithin(file, top, name));
}

/** The innermost statement that has the name in its text; the one at the top where none does. */
function namedWithin({ statements }: ReadFile, top: Statement, name: string): Statement {
  const bare = name.slice(name.indexOf('.') + 1);
  const within = statements.filter(
    ({ start, end, text }) => start >= top.start && end <= top.end && text.includes(bare),
  );
  return within.toSorted((a, b) => a.end - a.start - (b.end - b.start))[0] ?? top;
}
