import { readdirSync } from 'node:fs';

import type { Rule } from './rule.ts';

/** The folder of our own rules. */
export const RULES = new URL('rules/', import.meta.url);

/** All rules, by id. A rule is known by lying in its folder: nothing is registered. */
export async function loadRules(room = RULES): Promise<readonly Rule[]> {
  const files = readdirSync(room, { recursive: true, encoding: 'utf8' });
  const names = files.filter((file) => /(?:^|[\\/])PW\d{3}-[a-z0-9-]+\.[jt]s$/.test(file));
  const modules = await Promise.all(names.map((name) => import(new URL(name, room).href)));
  const rules = modules.map((module) => (module as { readonly rule: Rule }).rule);
  return rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
