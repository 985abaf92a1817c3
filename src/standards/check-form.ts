import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import type { Finding } from './finding.ts';

/** A file of a project, as the rules of form see it. */
interface SqlFile {
  readonly file: string;
  readonly text: string;
  /** The name of the folder below `sql`: V, U, R, tests; null for a file elsewhere. */
  readonly kind: string | null;
  /** The folder `sql`. */
  readonly sql: string;
}

type Flaw = Pick<Finding, 'line' | 'column' | 'rule' | 'message'>;

type Rule = (file: SqlFile) => readonly Flaw[];

/** The rules that a file's name, place and first lines answer; no parser is needed for them. */
export function checkForm(file: string, text: string): readonly Finding[] {
  const [, sql = '', kind = null] = /^(.*\/sql)\/(V|U|R|tests)\//.exec(resolve(file)) ?? [];
  const given = { file, text, kind, sql };
  const level = 'error';
  const source = 'procwright';
  return RULES.flatMap((rule) => rule(given)).map((flaw) => ({ ...flaw, file, level, source }));
}

const at = (line: number, rule: string, message: string, column = 1) => [
  { line, column, rule, message },
];

const NAMES: Readonly<Record<string, readonly [RegExp, string]>> = {
  V: [/^V\d{4}__[a-z0-9_]+\.sql$/, 'V0001__what_it_makes.sql'],
  U: [/^U\d{4}__[a-z0-9_]+\.sql$/, 'U0001__what_it_takes_back.sql'],
  R: [/^R__\d\d_[a-z0-9_]+\.[a-z0-9_]+\.sql$/, 'R__10_schema.routine.sql'],
};

/** PW110: Flyway reads meaning out of names, and passes over a name that it doesn't know. */
const nameIsKnown: Rule = ({ file, kind, sql }) => {
  const name = basename(file);
  const [form, example] = NAMES[kind ?? ''] ?? [];
  if (form === undefined || example === undefined) return [];
  if (!form.test(name)) return at(1, 'PW110', `The name ${name} says nothing; write: ${example}`);
  if (kind !== 'V' && kind !== 'U') return [];
  const twin = readdirSync(join(sql, kind)).find(
    (other) => other !== name && other.slice(0, 5) === name.slice(0, 5),
  );
  return twin === undefined ? [] : at(1, 'PW110', `${twin} has this version too: take the next.`);
};

/** PW110: the folder is the number under which the file runs. */
const folderIsNumber: Rule = ({ file, kind }) => {
  const [, folder, schema] = /^R__(\d\d_([a-z0-9_]+))\./.exec(basename(file)) ?? [];
  if (kind !== 'R' || folder === undefined || schema === undefined) return [];
  const place = basename(dirname(resolve(file)));
  return place === folder ? [] : at(1, 'PW110', `It lies in ${place}; its name says: ${folder}`);
};

/** PW108: one routine or trigger a file, named like the file. */
const oneRoutine: Rule = ({ file, text, kind }) => {
  if (kind !== 'R') return [];
  const name = basename(file, '.sql').replace(/^R__\d\d_/, '');
  const made = findMade(withoutBodies(text));
  if (made.length === 0) return at(1, 'PW108', `It makes no routine; write: ${name}`);
  const wrong = made.find((one, index) => index > 0 || one.name !== name);
  if (wrong === undefined) return [];
  return at(
    lineAt(text, wrong.index),
    'PW108',
    `It makes ${wrong.name}; a file makes one routine, here: ${name}`,
  );
};

const HEADERS: Readonly<Record<string, readonly string[]>> = {
  V: ['What', 'Why', 'Locks', 'Undo'],
  U: ['Undoes', 'Needs', 'Loses', 'Proof'],
};

/** PW111: what a migration does, and what it costs, is said before it's read. */
const headerIsWhole: Rule = ({ text, kind }) => {
  const head = text.slice(0, text.search(/^(?!--)/m));
  const missing = (HEADERS[kind ?? ''] ?? []).filter(
    (word) => !new RegExp(`^-- ${word} +\\S`, 'm').test(head),
  );
  return missing.length === 0
    ? []
    : at(
        1,
        'PW111',
        `The header lacks a line: ${missing.map((word) => `-- ${word} …`).join(', ')}`,
      );
};

/** PW112: as sqlfluff's LT05, which doesn't see inside a body. */
const lineIsShort: Rule = ({ text }) =>
  text.split('\n').flatMap((line, index) => {
    const length = [...line].length;
    if (length <= MAX_LENGTH) return [];
    return at(
      index + 1,
      'PW112',
      `The line has ${length} characters; at most 100.`,
      MAX_LENGTH + 1,
    );
  });

/** PW113: a routine knows the schemas of its own number and below; prose may name any. */
const leansDownward: Rule = ({ file, text, kind, sql }) => {
  const own = /^R__(\d\d)_/.exec(basename(file))?.[1];
  if (kind !== 'R' || own === undefined) return [];
  const above = readdirSync(join(sql, 'R')).flatMap((folder) => {
    const [, number = '', schema] = /^(\d\d)_([a-z0-9_]+)$/.exec(folder) ?? [];
    return number > own && schema !== undefined ? [schema] : [];
  });
  if (above.length === 0) return [];
  const used = new RegExp(`(?<![\\w.])(${above.join('|')})\\.[a-z_]\\w*`, 'g');
  return [...withoutProse(text).matchAll(used)].flatMap(({ 0: name, index }) =>
    at(lineAt(text, index), 'PW113', `${name} stands above: what it needs belongs down here.`),
  );
};

/** PW540: a migration has its way back, or says why it has none. */
const undoExists: Rule = ({ file, text, kind, sql }) => {
  const undo = basename(file).replace(/^V/, 'U');
  if (kind !== 'V' || existsSync(join(sql, 'U', undo))) return [];
  const said = /^-- Undo +(.+)$/m.exec(text)?.[1] ?? 'sql/';
  return said.startsWith('sql/') ? at(1, 'PW540', `sql/U/${undo} is missing: write it.`) : [];
};

/** PW801: a routine that nothing asks is proven by nothing. */
const testExists: Rule = ({ file, kind, sql }) => {
  const [, folder, routine] = /^R__(\d\d_[a-z0-9_]+)\.(.+)\.sql$/.exec(basename(file)) ?? [];
  const test = `tests/${folder}/${routine}.test.sql`;
  if (kind !== 'R' || folder === undefined || existsSync(join(sql, test))) return [];
  return at(1, 'PW801', `No test mirrors it; write: sql/${test}`);
};

/** PW807: a test leaves nothing: it opens a transaction and rolls it back. */
const testRollsBack: Rule = ({ file, text }) => {
  if (!file.endsWith('.test.sql')) return [];
  const isOpened = /^begin;$/m.test(text);
  if (isOpened && /^rollback;\s*$/m.test(text.trimEnd().split('\n').at(-1) ?? '')) return [];
  return at(text.trimEnd().split('\n').length, 'PW807', 'Begin with begin; end with rollback;');
};

const RULES: readonly Rule[] = [
  nameIsKnown,
  folderIsNumber,
  oneRoutine,
  headerIsWhole,
  leansDownward,
  lineIsShort,
  undoExists,
  testExists,
  testRollsBack,
];

const MAX_LENGTH = 100;
const ROUTINE = /^create\s+(?:or\s+replace\s+)?(?:function|procedure)\s+([\w.]+)/gim;

const TRIGGER = /^create\s+(?:or\s+replace\s+)?trigger\s+(\w+)\s[^;]*?\son\s+(\w+)\./gim;

/** What a text makes, in its order; a trigger counts to the schema of its table. */
function findMade(text: string): readonly { readonly name: string; readonly index: number }[] {
  const routines = [...text.matchAll(ROUTINE)].map(({ 1: name = '', index }) => ({ name, index }));
  const triggers = [...text.matchAll(TRIGGER)].map(({ 1: name, 2: schema, index }) => ({
    name: `${schema}.${name}`,
    index,
  }));
  return [...routines, ...triggers].sort((a, b) => a.index - b.index);
}

/** The text with every dollar-quoted body blotted out, at equal length. */
function withoutBodies(text: string): string {
  return text.replaceAll(/(\$\w*\$)[^]*?\1/g, (body) => body.replaceAll(/[^\n]/g, ' '));
}

/** The text with comments and quoted strings blotted out, at equal length; bodies stay. */
function withoutProse(text: string): string {
  return text.replaceAll(/--.*|'(?:[^']|'')*'/g, (prose) => prose.replaceAll(/[^\n]/g, ' '));
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
