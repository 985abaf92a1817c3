import { readdirSync } from 'node:fs';

import type { Rule } from './rule.ts';

const ROOM = new URL('rules/', import.meta.url);

/** All rules, by id. A rule is known by lying in its folder: nothing is registered. */
export async function loadRules(): Promise<readonly Rule[]> {
  const files = readdirSync(ROOM, { recursive: true, encoding: 'utf8' });
  const names = files.filter((file) => /(?:^|[\\/])PW\d{3}-[a-z0-9-]+\.[jt]s$/.test(file));
  const modules = await Promise.all(names.map((name) => import(new URL(name, ROOM).href)));
  const rules = modules.map((module) => (module as { readonly rule: Rule }).rule);
  return rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
