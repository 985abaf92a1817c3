import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import type { Finding } from '../finding.ts';
import { sqlFile } from '../sql-file.ts';
import type { WaiverGround } from './apply-waivers.ts';

/**
 * A waiver for a migration that is out: nobody may edit it any more, so that its waiver can't stand
 * in it. It covers all findings of one rule in one file.
 */
export interface ReleasedWaiver {
  /** The rule's id or its name. */
  readonly rule: string;
  /** Of a versioned migration, relative to the project. */
  readonly file: string;
  /** Why it stands, and which decision (`ADR 0032`) says so. */
  readonly reason: string;
  /** The last day on which it holds: YYYY-MM-DD. */
  readonly until: string;
}

/** The list of such waivers in a project, and the line on which each begins. */
export interface ReleasedWaivers {
  readonly root: string;
  readonly path: string;
  readonly entries: readonly (ReleasedWaiver & { readonly line: number })[];
}

/** Reads `standards/waivers.json`: a list, an entry a line. A project without one has none. */
export function readReleasedWaivers(root: string): ReleasedWaivers {
  const file = join(root, 'standards', 'waivers.json');
  const path = relative(process.cwd(), file);
  if (!existsSync(file)) return { root, path, entries: [] };
  const text = readFileSync(file, 'utf8');
  const list = JSON.parse(text) as readonly ReleasedWaiver[];
  let from = 0;
  const entries = list.map((entry) => {
    from = Math.max(from, text.indexOf(JSON.stringify(entry.file), from)) + 1;
    return { ...entry, line: text.slice(0, from).split('\n').length };
  });
  return { root, path, entries };
}

/**
 * Marks what the list covers, and adds what is to be said of the list: PW803 for an entry that
 * lacks something, names no rule, or is for a file that may be edited, PW804 for one past its day,
 * PW805 for one that covers nothing in a file that was judged.
 */
export function applyReleasedWaivers(
  findings: readonly Finding[],
  judged: readonly string[],
  { root, path, entries }: ReleasedWaivers,
  { today, idOf, hintFor, wasAsked }: WaiverGround,
): readonly Finding[] {
  const used = new Set<ReleasedWaiver>();
  const valid = entries.filter((one) => faultOf(one) === null && one.until >= today);
  const isOf = ({ rule, file }: ReleasedWaiver, finding: Finding) =>
    (idOf.get(rule) ?? rule) === finding.rule && resolve(root, file) === resolve(finding.file);
  const marked = findings.map((finding): Finding => {
    const entry = valid.find((one) => isOf(one, finding));
    if (entry === undefined) return finding;
    used.add(entry);
    return { ...finding, waived: entry.reason };
  });
  const read = new Set(judged.map((file) => resolve(file)));
  const said = entries.flatMap((entry) => {
    const { line, rule, file, until } = entry;
    const say = (id: string, message: string): readonly Finding[] => [
      { file: path, line, column: 1, rule: id, level: 'error', message, source: 'procwright' },
    ];
    const fault = faultOf(entry);
    if (fault !== null) return say('PW803', fault);
    const hint = hintFor(rule);
    if (hint !== null) return say('PW803', `There is no rule ${rule}. ${hint}`);
    if (until < today) return say('PW804', `The waiver of ${rule} in ${file} ended on ${until}.`);
    const isIdle =
      read.has(resolve(root, file)) && !used.has(entry) && wasAsked(idOf.get(rule) ?? rule);
    return isIdle ? say('PW805', `${file} doesn't break ${rule}: delete this waiver.`) : [];
  });
  return [...marked, ...said];
}

function faultOf({ rule, file, reason, until }: ReleasedWaiver): string | null {
  const isWhole = [rule, file, reason].every((one) => typeof one === 'string' && one !== '');
  if (!isWhole || !/^\d{4}-\d\d-\d\d$/.test(until)) {
    return 'This waiver is not whole; it needs rule, file, reason, and until: YYYY-MM-DD';
  }
  if (sqlFile(file).role === 'versioned') return null;
  return `${file} may be edited: write the waiver into it.`;
}
