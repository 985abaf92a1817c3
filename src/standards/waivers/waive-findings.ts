import { nearest } from '../../nearest.ts';
import type { Finding } from '../finding.ts';
import { LIVE_WORDS } from '../live/live-words.ts';
import type { FileText } from '../read-file.ts';
import type { Rule } from '../rule.ts';
import { applyWaivers, type WaiverGround } from './apply-waivers.ts';
import { WAIVER_RULES } from './waiver-rules.ts';
import { applyReleasedWaivers, readReleasedWaivers } from './released-waivers.ts';

/** What a run asked, where and when. */
export interface WaivedRun {
  /** The folder of the project; null outside of one. */
  readonly root: string | null;
  readonly rules: readonly Rule[];
  /** YYYY-MM-DD. */
  readonly day: string;
  /** The names of another tool's rules; asked only for a name that is none of ours. */
  readonly foreignNames: () => readonly string[];
}

/** Marks what the waivers of files and of the project cover, and judges those waivers. */
export function waiveFindings(
  texts: readonly FileText[],
  findings: readonly Finding[],
  run: WaivedRun,
): readonly Finding[] {
  const ground = groundOf(run);
  const byFile = new Map<string, Finding[]>(texts.map(({ path }) => [path, []]));
  const elsewhere: Finding[] = [];
  for (const finding of findings) (byFile.get(finding.file) ?? elsewhere).push(finding);
  const within = texts.flatMap((text) => applyWaivers(text, byFile.get(text.path) ?? [], ground));
  const all = [...within, ...elsewhere];
  return run.root === null
    ? all
    : applyReleasedWaivers(all, [...byFile.keys()], readReleasedWaivers(run.root), ground);
}

/** What sqlfluff calls its rules of layout. */
const LAYOUT = /^[A-Z]{2}\d{2}$/;
const ID = /^[A-Z]{2}\d{2,3}$/;

/**
 * Only a rule that was asked can leave a waiver without a use: those of a database were not. One of
 * ours that is known nowhere was retired, or never was: nothing breaks it.
 */
function groundOf({ rules, day, foreignNames }: WaivedRun): WaiverGround {
  const asked = new Set<string>(rules.map(({ id }) => id));
  const live = new Set<string>(LIVE_WORDS.map(({ id }) => id));
  const isOurs = (rule: string) => /^PW\d{3}$/.test(rule) && !live.has(rule);
  const all = [...LIVE_WORDS, ...rules, ...WAIVER_RULES];
  const idOf = new Map<string, string>(all.map(({ id, name }) => [name, id]));
  return {
    today: day,
    idOf,
    hintFor: (rule) => {
      if (ID.test(rule) || idOf.has(rule)) return null;
      const known = [...idOf.keys(), ...foreignNames()];
      if (known.includes(rule)) return null;
      const upper = rule.toUpperCase();
      return ID.test(upper) ? `Did you mean ${upper}?` : nearest(rule, known);
    },
    wasAsked: (rule) => asked.has(rule) || LAYOUT.test(rule) || isOurs(rule),
  };
}
