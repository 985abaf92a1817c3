import type { ToldRule } from '../output/findings/told.ts';
import { loadRules } from './load-rules.ts';
import { WAIVER_RULES } from './waivers/waiver-rules.ts';

/** The words of every rule, by id: of files of `rules`, and those about reading and waivers. */
export async function knownRules(): Promise<readonly ToldRule[]> {
  const rules = [...(await loadRules()), ...WAIVER_RULES];
  return rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
