import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { tellsBreak } from './broken.ts';
import type { Finding } from './finding.ts';
import { lintAll } from './lint-all.ts';
import type { FileText } from './read-file.ts';

const test = suite<{ room: string }>('lintAll');

test.before.each((context) => {
  context.room = mkdtempSync(join(tmpdir(), 'rules-'));
  writeFileSync(join(context.room, 'package.json'), '{"type":"module"}');
});
test.after.each(({ room }) => rmSync(room, { recursive: true }));

/** Puts rules into a folder: each is of files, and does this before it says `seen`. */
function plant(room: string, rules: Readonly<Record<string, string>>): URL {
  for (const [id, does] of Object.entries(rules)) {
    writeFileSync(
      join(room, `${id}-planted.js`),
      `export const rule = { of: 'file', id: '${id}', name: 'planted', level: 'note',
  check: (statements, { file: { path } }) => { ${does}; return [{ message: 'seen' }]; } };`,
    );
  }
  return pathToFileURL(`${room}/`);
}

const pathsOf = (findings: readonly Finding[]) => new Set(findings.map(({ file }) => file));

/** A series of two whose second file is harmless by the first alone, and files by themselves. */
const TEXTS: readonly FileText[] = [
  { path: 'none/V0001__a.sql', text: 'create table app.item (item_id bigint primary key);' },
  { path: 'none/V0002__b.sql', text: 'alter table app.item add column at timestamp;' },
  ...Array.from({ length: 20 }, (_, index) => ({
    path: `none/${index}.sql`,
    text: index % 2 === 0 ? 'delete from app.item;' : 'select from from app.item;',
  })),
];

const told = (findings: readonly Finding[]) =>
  findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`).toSorted();

test('says in many processes what it says in one', async () => {
  const one = told(await lintAll(TEXTS, { processes: 1 }));
  assert.ok(one.includes('none/0.sql:1 PW519'));
  assert.ok(one.includes('none/1.sql:1 PW806'));
  assert.equal(told(await lintAll(TEXTS, { processes: 3 })), one);
});

test('has nothing to say of nothing', async () => assert.equal(await lintAll([]), []));

test('goes on behind a rule that throws, in each process', async ({ room: folder }) => {
  const room = plant(folder, {
    PW998: "if (path.endsWith('7.sql')) throw new TypeError('no such column')",
    PW999: '',
  });
  for (const processes of [1, 3]) {
    const findings = await lintAll(TEXTS, { room, processes });
    const broken = findings.filter(tellsBreak);
    assert.equal(told(broken), ['none/17.sql:1 PW806', 'none/7.sql:1 PW806']);
    assert.match(broken[0]?.message ?? '', /rule PW998 \(planted\) .*TypeError: no such column/);
    assert.is(findings.filter(({ rule }) => rule === 'PW998').length, TEXTS.length - 2);
    assert.is(findings.filter(({ rule }) => rule === 'PW999').length, TEXTS.length);
  }
});

test('loses no file to a process that ends', async ({ room: folder }) => {
  const big = ' '.repeat(60_000); // so that there are lots for several processes
  const texts = TEXTS.map(({ path, text }) => ({ path, text: text + big }));
  const ends = {
    SIGKILL: "process.kill(process.pid, 'SIGKILL'); for (;;);",
    'exit code 3': 'process.exit(3)',
  };
  for (const [how, does] of Object.entries(ends)) {
    const room = plant(folder, { PW999: `if (path.endsWith('/7.sql')) { ${does} }` });
    const findings = await lintAll(texts, { room, processes: 2 });
    const lost = pathsOf(findings.filter(tellsBreak));
    const seen = pathsOf(findings.filter(({ rule }) => rule === 'PW999'));
    assert.ok(lost.has('none/7.sql'));
    assert.ok(lost.size <= 3, 'only those of its lot');
    assert.is(lost.size + seen.size, texts.length);
    const [{ message = '' } = {}] = findings.filter(tellsBreak);
    assert.match(message, `ended (${how}). Lint the file by itself`);
  }
});

test.run();
