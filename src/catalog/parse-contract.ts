import { fail, type Result, succeed } from '../result.ts';
import type { Contract, ContractFault, Route } from './contract.ts';
import { type Tag, TAGS, type TagValues } from './contract-tags.ts';

/** The names that a contract may lean on, `p_` included. */
export interface Declared {
  /** What a client gives. An argument that the service fills isn't among them. */
  readonly args: readonly string[];
  readonly columns: readonly string[];
}

/**
 * Reads the comment of a routine: prose first, then one `@tag value` a line.
 *
 * Every fault is reported at once. A tag that isn't known is a fault too: a misspelt `@scope`
 * must never leave a route open. Without `@http` there is no route, and that is no fault.
 *
 * @param comment - The text of `comment on function`, as `obj_description` gives it.
 */
export function parseContract(
  comment: string,
  declared: Declared,
): Result<Contract, ContractFault> {
  const faults: ContractFault[] = [];
  const { summary, description, tags } = splitComment(comment, faults);

  if (summary === '') {
    faults.push({ kind: 'no-summary', message: 'The comment has no first sentence.' });
  }

  function readAll<Name extends Tag>(name: Name): TagValues[Name][] {
    const { form, pattern, read } = TAGS[name];
    return (tags.get(name) ?? []).flatMap((text) => {
      const match = pattern.exec(text);
      if (match) return [read(...match.slice(1))];
      const message = `@${name} ${text}: expected ${form}.`;
      faults.push({ kind: 'unreadable-tag', message, at: `@${name} ${text}` });
      return [];
    });
  }

  function readOne<Name extends Tag>(name: Name): TagValues[Name] | null {
    return readAll(name)[0] ?? null;
  }

  const http = readOne('http');
  const timeoutMs = readOne('timeout');
  const options = {
    scopes: readOne('public') ? null : readOne('scope'),
    idempotentBy: readOne('idempotent'),
    single: readOne('single') ?? false,
    page: readOne('page'),
    most: readOne('most'),
    rate: readOne('rate'),
    batch: readOne('batch'),
    cacheMs: readOne('cache'),
    etag: readOne('etag'),
    objective: readOne('slo'),
  };
  const errors = readAll('error');

  if (tags.has('http')) faults.push(...findMissing(tags, http?.method));
  faults.push(...findAbsent({ path: http?.path ?? '', ...options }, errors, declared));
  if (faults.length > 0) return fail(faults);

  const route = http && timeoutMs ? { ...http, timeoutMs, ...options } : null;
  return succeed({ summary, description, route, errors });
}

type Tags = ReadonlyMap<Tag, readonly string[]>;

interface Parts extends Pick<Contract, 'summary' | 'description'> {
  readonly tags: Tags;
}

/** Parts the prose from the tags, and refuses a tag that is unknown or stands too often. */
function splitComment(comment: string, faults: ContractFault[]): Parts {
  const tags = new Map<Tag, string[]>();
  const prose: string[] = [];

  for (const line of comment.split('\n')) {
    const [, name, value = ''] = /^@(\S*)\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined) {
      prose.push(line);
    } else if (!isTag(name)) {
      faults.push({ kind: 'unknown-tag', message: `There is no tag @${name}.`, at: `@${name}` });
    } else if (tags.has(name) && !TAGS[name].many) {
      const message = `The tag @${name} stands twice.`;
      faults.push({ kind: 'repeated-tag', message, at: `@${name}` });
    } else {
      tags.set(name, [...(tags.get(name) ?? []), value]);
    }
  }

  const [summary = '', ...rest] = prose
    .join('\n')
    .trim()
    .split(/\n\s*\n/);
  return { summary: summary.replaceAll('\n', ' '), description: rest.join('\n\n'), tags };
}

function isTag(name: string): name is Tag {
  return Object.hasOwn(TAGS, name);
}

/** Finds what a route must say, and what it can't say together. */
function findMissing(tags: Tags, method?: Route['method']): readonly ContractFault[] {
  const needed: Tag[][] = [['scope', 'public'], ['timeout']];
  if (method === 'POST') needed.push(['idempotent']);

  const faults: ContractFault[] = needed
    .filter((oneOf) => !oneOf.some((tag) => tags.has(tag)))
    .map((oneOf) => ({ kind: 'missing-tag', message: `There is no @${oneOf.join(' or @')}.` }));

  if (tags.has('scope') && tags.has('public')) {
    faults.push({ kind: 'conflicting-tags', message: 'Only one of @scope and @public may stand.' });
  }
  return faults;
}

/** Finds what the tags speak of and the routine doesn't have. */
function findAbsent(
  { path, idempotentBy, page, etag }: Pick<Route, 'path' | 'idempotentBy' | 'page' | 'etag'>,
  errors: Contract['errors'],
  { args, columns }: Declared,
): readonly ContractFault[] {
  const given = [...path.matchAll(/{(.*?)}/g)].map(([, name = '']) => name);
  if (idempotentBy && idempotentBy !== 'header') given.push(idempotentBy);
  if (page) given.push(page.argument);

  const answered = [page?.column ?? [], etag ?? []].flat();
  if (errors.some(({ code }) => code[2] === '3')) answered.push('refusal');

  const faults: ContractFault[] = [];
  for (const name of given.filter((name) => !args.includes(`p_${name}`))) {
    faults.push({ kind: 'unknown-argument', message: `No client can give p_${name}.` });
  }
  for (const name of answered.filter((name) => !columns.includes(name))) {
    faults.push({ kind: 'unknown-column', message: `The answer has no column ${name}.` });
  }
  return faults;
}
