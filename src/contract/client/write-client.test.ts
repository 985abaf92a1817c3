import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { tsImport } from 'tsx/esm/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readCatalog } from '../../catalog/read-catalog.ts';
import { PROBLEMS } from '../../service/answer/problem-register.ts';
import { BOX, KEYS } from '../../service/trial/trial-schema.ts';
import { openTrialService, type TrialService } from '../../service/trial/trial-service.ts';
import { endpointsOf } from '../endpoint.ts';
import { writeClient } from './write-client.ts';

const test = suite('writeClient');
const folder = mkdtempSync(join(tmpdir(), 'procwright-client-'));
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService();
  const catalog = await readCatalog(trial.database.admin, { schema: 'app' });
  assert.ok(catalog.ok);
  const source = {
    endpoints: endpointsOf(catalog.value),
    hash: trial.service.contractHash,
    serviceCodes: Object.keys(PROBLEMS),
  };
  writeFileSync(join(folder, 'client.ts'), writeClient(source));
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
});
test.after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await trial?.close(); // none when before failed
});

/** What the compiler says of a module that uses the client, in its strictest mode. */
function compile(text: string): string {
  writeFileSync(join(folder, 'use.ts'), text);
  const program = createRequire(import.meta.url).resolve('typescript/package.json');
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
  const unused = ['--noUnusedLocals', '--noImplicitOverride', '--erasableSyntaxOnly'];
  const kind = ['--target', 'es2023', '--module', 'nodenext', '--lib', 'es2023,dom,dom.iterable'];
  const more = ['--noEmit', '--allowImportingTsExtensions', '--types', '', 'use.ts'];
  const words = [join(dirname(program), 'bin', 'tsc'), ...strict, ...unused, ...kind, ...more];
  return spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' }).stdout;
}

const USE = `import { eachRow, openClient } from './client.ts';

export async function use(): Promise<string> {
  const client = openClient({ url: 'http://localhost', key: () => 'k' });
  const put = await client.postItem({ box_id: 'a', item_id: 'b', quantity: '5', note: null });
  if (!put.ok) {
    const known: 'AP102' | 'AP303' | string = put.problem.code;
    if (put.problem.code === 'AP303') return String(put.problem['left']);
    if (put.problem.code === 'input-invalid') return put.problem.errors?.[0]?.pointer ?? '';
    return known;
  }
  const quantity: string | null = put.value.quantity;
  // @ts-expect-error a column may be null
  const certain: string = put.value.quantity;
  // @ts-expect-error a misspelt argument
  await client.postItem({ box_id: 'a', item_id: 'b', quantity: '5', nota: 'x' });
  // @ts-expect-error a missing argument
  await client.postItem({ box_id: 'a', quantity: '5' });
  const again = await client.getItem({ box_id: 'a', item_id: 'b' });
  // @ts-expect-error an answer that was not looked at
  const early: unknown = again.value;
  // @ts-expect-error a code that the routine does not refuse by
  if (!again.ok && again.problem.code === 'AP303') return 'never';
  for await (const row of eachRow(client.listItems, { box_id: 'a', limit: 2 })) {
    const place: string | null = row.place;
    if (place !== null) return place;
  }
  const echo = await client.echo({ name: 'n', ratio: 'NaN', tags: ['a', null], free: { a: 1 } });
  const tags: readonly (string | null)[] | null = echo.ok ? echo.value.tags : null;
  return (quantity ?? '') + (tags ?? []).join() + certain + String(early);
}
`;

test('compiles in strict mode, with types of arguments, answers and refusals', () => {
  assert.is(compile(USE), '');
});

test('and what is wrong does not compile', () => {
  assert.match(compile(USE.replace("quantity: '5'", 'quantity: 5')), "to type 'string'");
});

/** The client as far as these tests call it. */
interface Written {
  readonly openClient: (options: object) => Record<string, (input: object) => Promise<Told>>;
  readonly eachRow: (list: unknown, input: object) => AsyncIterable<Record<string, unknown>>;
}
interface Told {
  readonly ok: boolean;
  readonly status: number;
  readonly value?: unknown;
  readonly problem?: Readonly<Record<string, unknown>>;
}

async function openWritten() {
  const file = pathToFileURL(join(folder, 'client.ts')).href; // no source of ours: tsx reads it
  const written = (await tsImport(file, import.meta.url)) as Written;
  const call = written.openClient({ url: trial.service.url, key: KEYS.alice.token });
  return { ...written, call };
}

const idOf = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

test('posts, and reads values and problems', async () => {
  const { call } = await openWritten();
  const item = { box_id: BOX, item_id: idOf(71), quantity: '9', note: 'a/b?c' };
  const put = await call['postItem']?.(item);
  assert.equal([put?.ok, put?.status], [true, 200]);
  assert.is((put?.value as { quantity: string }).quantity, '9');
  const refused = await call['postItem']?.({ ...item, item_id: idOf(72), quantity: '501' });
  assert.equal([refused?.ok, refused?.problem?.['code']], [false, 'AP303']);
  const wrong = await call['postItem']?.({ ...item, quantity: 9 });
  assert.equal([wrong?.status, wrong?.problem?.['code']], [400, 'input-invalid']);
});

test('follows the pages of a list to its end, and keeps the filter', async () => {
  const { call, eachRow } = await openWritten();
  for (const number of [81, 82, 83]) {
    await call['postItem']?.({
      ...{ box_id: BOX, item_id: idOf(number), quantity: '1' },
      note: 'by page',
    });
  }
  const seen: unknown[] = [];
  for await (const row of eachRow(call['listItems'], { box_id: BOX, note: 'by page', limit: 2 })) {
    seen.push(row['item_id']);
  }
  assert.equal(seen, [idOf(81), idOf(82), idOf(83)]);
});

test('passes every type there and back', async () => {
  const { call } = await openWritten();
  const body = { total: '-9223372036854775808', tags: ['a', null], ratio: null, free: { a: [1] } };
  const answer = await call['echo']?.({ name: 'n', ...body });
  assert.equal({ ...(answer?.value as object), ...body }, answer?.value);
});

test.run();
