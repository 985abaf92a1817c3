import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CommandFault, EXIT } from '../../exit-code.ts';
import { nearest } from '../../nearest.ts';
import { nextNumbers } from './next-numbers.ts';

/** A file that is to be written. */
export interface NewFile {
  /** Relative to the project. */
  readonly path: string;
  readonly text: string;
}

/** Where templates are, and where their files go. */
export interface NewFilesPlace {
  /** The project. */
  readonly root: string;
  /** The harness: its templates serve where the project has none of its own. */
  readonly install: string;
}

interface Kind {
  /** How a name of this kind looks, and one as an example. */
  readonly form: RegExp;
  readonly example: string;
  /** The file of the project for each file of the template's folder. */
  readonly files: Readonly<Record<string, string>>;
}

const MIGRATION = {
  'V.sql': 'sql/V/V{{version}}__{{name}}.sql',
  'U.sql': 'sql/U/U{{version}}__{{name}}.sql',
  'test.sql': 'sql/tests/invariants/{{name}}.test.sql',
};
const ROUTINE_TEST = { 'test.sql': 'sql/tests/{{folder}}/{{name}}.test.sql' };
const ROUTINE = { 'R.sql': 'sql/R/{{folder}}/R__{{folder}}.{{name}}.sql', ...ROUTINE_TEST };
const OBJECT = /^(?<schema>[a-z][a-z0-9_]*)\.(?<name>[a-z][a-z0-9_]*)$/;

/** What can be made, by name. */
export const KINDS: Readonly<Record<string, Kind>> = {
  table: { form: OBJECT, example: 'app.item', files: MIGRATION },
  migration: { form: /^(?<name>[a-z][a-z0-9_]*)$/, example: 'add_stock', files: MIGRATION },
  routine: { form: OBJECT, example: 'app.stock', files: ROUTINE },
  door: { form: OBJECT, example: 'api.get_stock', files: ROUTINE },
  test: { form: OBJECT, example: 'app.stock', files: ROUTINE_TEST },
  rule: {
    form: /^PW(?<family>[1-9]) (?<name>[a-z][a-z0-9-]*)$/,
    example: 'PW6 no-thing',
    files: {
      'rule.ts': 'src/standards/rules/{{room}}/{{id}}-{{name}}.ts',
      'bad.sql': 'standards/cases/{{id}}/bad.sql',
      'good.sql': 'standards/cases/{{id}}/good.sql',
    },
  },
  adr: {
    form: /^(?<name>[a-z0-9][a-z0-9-]*)$/,
    example: 'what-is-decided',
    files: { 'adr.md': 'docs/adr/{{number}}-{{name}}.md' },
  },
};

/**
 * The files of a new table, routine, rule and so on; nothing is written.
 *
 * @throws {CommandFault} For an unknown kind, a name of another form or too long, a schema without
 *   a folder, a rule outside of procwright's own clone, and a file that is there already.
 */
export function newFiles(place: NewFilesPlace, kind: string, name: string): readonly NewFile[] {
  const { form, example, files } = KINDS[kind] ?? unknownKind(kind);
  const given = form.exec(name)?.groups;
  if (given === undefined) {
    const message = `A ${kind} can't be named ${name === '' ? 'by nothing' : name}.`;
    throw new CommandFault(EXIT.usage, message, `procwright new ${kind} ${example}`);
  }
  const long = Object.values(given).find((word) => word.length > MOST_BYTES);
  if (long !== undefined) {
    const message = `PostgreSQL cuts a name of ${long.length} bytes to ${MOST_BYTES}.`;
    throw new CommandFault(EXIT.usage, message, 'Take a shorter one.');
  }
  const values = { ...given, ...nextNumbers(place.root, given), ...wordsOf(given) };
  const made = Object.entries(files).map(([template, path]) => ({
    path: fill(path, values),
    text: fill(readFileSync(templateFile(place, kind, template), 'utf8'), values),
  }));
  const taken = made.find(({ path }) => existsSync(join(place.root, path)));
  if (taken === undefined) return made;
  throw new CommandFault(EXIT.usage, `${taken.path} is there already.`, 'Take another name.');
}

const MOST_BYTES = 63;

function unknownKind(kind: string): never {
  const kinds = Object.keys(KINDS);
  throw new CommandFault(EXIT.usage, `Nothing is known of a ${kind}.`, nearest(kind, kinds));
}

/** `thing-that-holds` and `thing_that_holds` as words; the path of a door has no verb. */
function wordsOf({ name = '' }: Readonly<Record<string, string>>) {
  const words = name.replaceAll(/[-_]/g, ' ');
  return {
    words: words.charAt(0).toUpperCase() + words.slice(1),
    path: name.replace(/^[a-z0-9]+_(?=.)/, '').replaceAll('_', '-'),
  };
}

/** The project's own template goes before the harness's. */
function templateFile({ root, install }: NewFilesPlace, kind: string, file: string): string {
  const own = join(root, 'standards', 'templates', kind, file);
  return existsSync(own) ? own : join(install, 'standards', 'templates', kind, file);
}

/** @throws {CommandFault} For a schema or a family without a folder: no other value is unknown. */
function fill(text: string, values: Readonly<Record<string, string | undefined>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, word: string) => {
    const value = values[word];
    if (value !== undefined) return value;
    const { schema = '', family } = values;
    if (family !== undefined) {
      const message = `Rules of PW${family} stand in src/standards/rules of procwright itself.`;
      throw new CommandFault(EXIT.usage, message, 'Go to a clone of it.');
    }
    throw new CommandFault(
      EXIT.usage,
      `sql/R has no folder for the schema ${schema}.`,
      `Make one whose number is its place: sql/R/30_${schema}`,
    );
  });
}
