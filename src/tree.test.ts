import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const root = fileURLToPath(new URL('../', import.meta.url));
const test = suite('tree');

/** What set-up and tools leave; it's in no clone. */
const MADE = new Set(
  readFileSync(join(root, '.gitignore'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/\/$/, ''))
    .concat('.git'),
);

const MOST_ENTRIES = 20;

/** How long a file may be, by what it is; the first kind that fits counts. */
const LIMITS: readonly (readonly [kind: string, form: RegExp, lines: number])[] = [
  ['pgTAP file', /^sql\/tests\/.*\.sql$/, 300],
  ['routine', /^sql\/R\/.*\.sql$/, 200],
  ['Python file', /^scripts\/.*\.py$/, 300],
  ['set-up', /^(setup\/|bin\/|setup\.mjs).*\.m?js$|^setup\.mjs$/, 250],
  ['decision', /^docs\/adr\/\d{4}-.*\.md$/, 100],
  ['README of a folder', /^.+\/README\.md$/, 60],
  ['shell', /\.sh$|^\.ci\/run$/, 80],
];

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (MADE.has(entry.name)) return [];
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** The kind of a file whose length is limited; undefined for all others. */
const limitOf = (file: string) => LIMITS.find(([, form]) => form.test(file));

/** `1.02 kind file lines`, the fullest first. */
function measure(files: readonly (readonly [file: string, text: string])[]) {
  return files
    .flatMap(([file, text]) => {
      const [kind, , limit] = limitOf(file) ?? [];
      if (kind === undefined || limit === undefined) return [];
      const lines = text.trimEnd().split('\n').length;
      return [{ share: lines / limit, says: `${kind} ${file}: ${lines} of ${limit}` }];
    })
    .toSorted((a, b) => b.share - a.share);
}

test('has few entries at its top', () => {
  const entries = readdirSync(root).filter((name) => !MADE.has(name));
  assert.ok(entries.length <= MOST_ENTRIES, entries.join(' '));
});

test('has no file over the limit of its kind', () => {
  const files = ['sql', 'scripts', 'setup', 'bin', 'docs', 'src', 'standards', '.ci', 'setup.mjs']
    .flatMap((name) => (name.includes('.mjs') ? [name] : filesBelow(name)))
    .map((file) => [file, readFileSync(join(root, file), 'utf8')] as const);
  const measures = measure(files);
  for (const [kind] of LIMITS.filter(([name]) => !['shell', 'decision'].includes(name))) {
    assert.ok(
      measures.some(({ says }) => says.startsWith(kind)),
      `there is no ${kind}`,
    );
  }
  console.log(
    `\nthe fullest five:\n  ${measures
      .slice(0, 5)
      .map(({ says }) => says)
      .join('\n  ')}`,
  );
  const over = measures.filter(({ share }) => share > 1).map(({ says }) => says);
  assert.equal(over, []);
});

test('has no drawer for this and that', () => {
  const drawers = /^(utils?|helpers?|common|misc|shared|lib)(\.\w+)?$/;
  const files = ['sql', 'scripts', 'setup', 'src'].flatMap(filesBelow);
  const words = files.flatMap((file) => file.split('/').map((word) => [word, file] as const));
  assert.equal(
    words.filter(([word]) => drawers.test(word)).map(([, file]) => file),
    [],
  );
});

test('finds a file over the limit when it is planted', () => {
  const text = 'x\n'.repeat(201);
  const [routine] = measure([['sql/R/10_app/R__10_app.f.sql', text]]);
  assert.is(routine?.says, 'routine sql/R/10_app/R__10_app.f.sql: 201 of 200');
  assert.ok((routine?.share ?? 0) > 1);
  assert.equal(measure([[`x/${basename(root)}.txt`, text]]), []);
});

test.run();
