import { relative } from 'node:path';

import type { Database } from '../../db/connect.ts';
import { byPlace, type Finding } from '../finding.ts';
import { loadRules } from '../load-rules.ts';
import { BOTH_RULES } from './catalog-rules/both-rules.ts';
import {
  type CatalogFlaw,
  type CatalogQuery,
  type CatalogRule,
  OWN,
} from './catalog-rules/catalog-rule.ts';
import { LIVE_ONLY_RULES } from './catalog-rules/live-only-rules.ts';
import { VOLATILITY_BY_CHECK, VOLATILITY_BY_NAME } from './catalog-rules/volatility-rules.ts';
import type { ObjectPlace } from './object-places.ts';

/** What a project knows of its database. */
export interface Knowledge {
  /** Where objects were made, by kind and name. */
  readonly places: ReadonlyMap<string, ObjectPlace>;
  /** Texts beside the database that may call routines: settings, callbacks. */
  readonly callers: readonly string[];
}

/** How a catalog is judged. */
export interface CatalogOptions extends Partial<Knowledge> {
  /** True for a database that somebody works with, not for one made a moment ago. */
  readonly isUsed?: boolean;
  /** Asks one rule; by default `db` itself, so that what fails is thrown. */
  readonly ask?: (rule: CatalogQuery, sql: string) => Promise<readonly CatalogFlaw[]>;
}

/**
 * Judges what a database has by its catalog, which is only read. A finding stands where the object
 * was made; of what no file makes the object is told instead of a file.
 */
export async function judgeCatalog(
  db: Pick<Database, 'any' | 'one'>,
  {
    places = new Map(),
    callers = [],
    isUsed = false,
    ask = (_, sql) => db.any<CatalogFlaw>(sql),
  }: CatalogOptions,
): Promise<readonly Finding[]> {
  const promises = (await hasPlpgsqlCheck(db)) ? VOLATILITY_BY_CHECK : VOLATILITY_BY_NAME;
  const both = await withWords([...BOTH_RULES, ...promises]);
  const findings: Finding[] = [];
  for (const rule of [...both, ...LIVE_ONLY_RULES]) {
    if (rule.needsUse === true && !isUsed) continue;
    const flaws = await ask(
      rule,
      `${OWN} select * from (${rule.query}) as f order by f.object collate "C", f.message`,
    );
    findings.push(...flaws.map((flaw) => findingOf(rule, flaw, places)));
  }
  return findings.filter((one) => !isCalled(one, callers)).toSorted(byPlace);
}

/** True where a login may ask plpgsql_check, in a schema of that name. */
export async function hasPlpgsqlCheck(db: Pick<Database, 'one'>): Promise<boolean> {
  return (await db.one<{ readonly has_check: boolean }>(HAS_PLPGSQL_CHECK)).has_check;
}

function isCalled({ rule, message }: Finding, callers: readonly string[]): boolean {
  const [name = ''] = message.split(' ');
  return rule === 'PW654' && callers.some((text) => text.split(/[^\w.]+/).includes(name));
}

interface WordedRule extends CatalogRule {
  /** What must hold. */
  readonly summary: string;
}

/**
 * The level and the words of a rule that the text is judged by too are those of its file.
 *
 * @throws When there is no such file.
 */
async function withWords(queries: readonly CatalogQuery[]): Promise<readonly WordedRule[]> {
  const byId = new Map((await loadRules()).map((rule) => [rule.id, rule]));
  return queries.map((query) => {
    const rule = byId.get(query.id);
    if (rule === undefined) throw new Error(`No file of rules/ has the words of ${query.id}.`);
    return { ...query, level: rule.level, summary: rule.summary };
  });
}

function findingOf(
  { id, level, summary, endsInSummary = false }: WordedRule,
  { object, within, message: what }: CatalogFlaw,
  places: ReadonlyMap<string, ObjectPlace>,
): Finding {
  const place = places.get(object) ?? places.get(within ?? '');
  const message = endsInSummary ? `${what} ${summary}` : what;
  const words = { rule: id, level, message, source: 'live' } as const;
  if (place === undefined) return { file: object, line: 1, column: 1, ...words };
  const { file, start } = place;
  const path = relative(process.cwd(), file.file.path) || file.file.path;
  return { file: path, ...file.source.placeOf(start), ...words };
}

const HAS_PLPGSQL_CHECK = `
select exists (
    select from pg_catalog.pg_extension as e
    inner join pg_catalog.pg_namespace as n on e.extnamespace = n.oid
    where
        e.extname = 'plpgsql_check'
        and n.nspname = 'plpgsql_check'
        and has_schema_privilege(n.oid, 'usage')
) as has_check
`;
