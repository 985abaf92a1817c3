import type { ToldRule } from '../output/findings/told.ts';
import { loadRules } from './load-rules.ts';
import { LIVE_WORDS } from './live/live-words.ts';
import { WAIVER_RULES } from './waivers/waiver-rules.ts';

/**
 * The words of every rule, by id: of the files of `rules`, of reading and waivers, and of a
 * database. Where two have an id, the file of `rules` counts.
 */
export async function knownRules(): Promise<readonly ToldRule[]> {
  const own = [...WAIVER_RULES, ...LIVE_WORDS];
  const all: readonly ToldRule[] = [...own, ...(await loadRules())];
  const byId = new Map(all.map((rule) => [rule.id, rule]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
