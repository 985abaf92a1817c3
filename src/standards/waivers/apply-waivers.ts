import { tellsBreak } from '../broken.ts';
import type { Finding } from '../finding.ts';
import type { FileText } from '../read-file.ts';
import { type SourceText, sourceText } from '../source-text.ts';
import { readWaivers, type Waiver } from './read-waivers.ts';
import { WAIVER_RULES } from './waiver-rules.ts';

/** What a waiver is judged by. */
export interface WaiverGround {
  /** The day of the run: YYYY-MM-DD. */
  readonly today: string;
  /** The id of each rule by its name. */
  readonly idOf: ReadonlyMap<string, string>;
  /** Null for a rule that may be there, by its id or name; else what may have been meant. */
  readonly hintFor: (rule: string) => string | null;
  /** False for a rule that was not asked in this run: its waiver can't be called unused. */
  readonly wasAsked: (rule: string) => boolean;
}

/**
 * Marks the findings of a file that its waivers cover, and adds what is to be said of the waivers
 * themselves: PW803 for one that lacks something, PW804 for one whose last day is past (it covers
 * nothing then), PW805 for one that covers nothing. These and PW806 are never covered.
 */
export function applyWaivers(
  { path, text }: FileText,
  findings: readonly Finding[],
  ground: WaiverGround,
): readonly Finding[] {
  const waivers = readWaivers(text);
  if (waivers.length === 0) return findings;
  const source = sourceText(path, text);
  const valid = waivers.filter(({ words }) => words !== null && words.until >= ground.today);
  const used = new Set<Waiver>();
  const marked = findings.map((finding): Finding => {
    if (NEVER.has(finding.rule)) return finding;
    const covering = valid.filter((one) => covers(one, finding, { source, ground }));
    covering.forEach((one) => used.add(one));
    const reason = covering[0]?.words?.reason;
    return reason === undefined ? finding : { ...finding, waived: reason };
  });
  const isWhole = !findings.some(tellsBreak); // what a broken rule would have said, nobody knows
  const said = waivers.flatMap((one) => judge(one, used.has(one) || !isWhole, { source, ground }));
  return [...marked, ...said];
}

const NEVER = new Set(WAIVER_RULES.map(({ id }) => id));

interface Place {
  readonly source: SourceText;
  readonly ground: WaiverGround;
}

const ruleOf = ({ words }: Waiver, { idOf }: WaiverGround): string =>
  idOf.get(words?.rule ?? '') ?? words?.rule ?? '';

function covers(waiver: Waiver, finding: Finding, { source, ground }: Place): boolean {
  if (ruleOf(waiver, ground) !== finding.rule) return false;
  const { line, column } = finding;
  const start = source.placeOf(waiver.scope.start);
  const end = source.placeOf(waiver.scope.end);
  const isBehind = line > start.line || (line === start.line && column >= start.column);
  return isBehind && (line < end.line || (line === end.line && column < end.column));
}

function judge(waiver: Waiver, isUsed: boolean, { source, ground }: Place): readonly Finding[] {
  const { words, start, end } = waiver;
  const { line: endLine, column: endColumn } = source.placeOf(end);
  const place = { file: source.file, ...source.placeOf(start), endLine, endColumn };
  const say = (rule: string, level: Finding['level'], message: string): readonly Finding[] => [
    { ...place, rule, level, message, source: 'procwright' },
  ];
  if (words === null) {
    const form = '-- procwright:allow RULE reason until=YYYY-MM-DD';
    return say('PW803', 'error', `This waiver is not whole; write: ${form}`);
  }
  const rule = ruleOf(waiver, ground);
  if (NEVER.has(rule)) return say('PW803', 'error', `${rule} can't be waived: delete this waiver.`);
  const hint = ground.hintFor(words.rule);
  if (hint !== null) return say('PW803', 'error', `There is no rule ${words.rule}. ${hint}`);
  if (words.until < ground.today) {
    const ended = `The waiver of ${words.rule} ended on ${words.until}`;
    return say('PW804', 'error', `${ended}: mend what it covers, or renew it.`);
  }
  if (isUsed || !ground.wasAsked(rule)) return [];
  return say('PW805', 'warning', `Nothing here breaks ${words.rule}: delete this waiver.`);
}
