import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a template is filled with that the project's files decide; undefined where they don't. */
export interface NextNumbers {
  /** Of the next migration, with as many digits as the last. */
  readonly version: string;
  /** Of the next decision. */
  readonly number: string;
  /** The folder of sql/R for a schema: `30_app`. */
  readonly folder: string | undefined;
  /** The next id of a family of rules, and the folder that the family's rules lie in. */
  readonly id: string | undefined;
  readonly room: string | undefined;
}

/** Looks at what is there, so that the next file gets the next number. */
export function nextNumbers(
  root: string,
  { schema, family }: Readonly<Record<string, string | undefined>>,
): NextNumbers {
  const folder = namesIn(join(root, 'sql', 'R')).find(
    (name) => name.replace(/^\d+_/, '') === schema,
  );
  const rules = namesIn(join(root, 'src', 'standards', 'rules')).filter((name) =>
    new RegExp(`/PW${family ?? '-'}\\d\\d-.*\\.ts$`).test(name),
  );
  return {
    version: next(namesIn(join(root, 'sql', 'V')), /^V(\d+)__/, 4),
    number: next(namesIn(join(root, 'docs', 'adr')), /^(\d+)-/, 4),
    folder,
    id: rules.length === 0 ? undefined : `PW${next(rules, /\/PW(\d+)-/, 3)}`,
    room: rules[0]?.split('/')[0],
  };
}

function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .toSorted();
}

function next(names: readonly string[], form: RegExp, digits: number): string {
  const numbers = names.flatMap((name) => form.exec(name)?.[1] ?? []);
  const width = Math.max(digits, ...numbers.map((number) => number.length));
  const last = Math.max(0, ...numbers.map(Number));
  return String(last + 1).padStart(numbers.length === 0 ? digits : width, '0');
}
