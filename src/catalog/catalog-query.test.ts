import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { contractHash } from '../contract/contract-hash.ts';
import { openTrialDatabase, type TrialDatabase } from '../scratch/trial-database.ts';
import { CATALOG } from './catalog-query.ts';
import { readCatalog } from './read-catalog.ts';

const test = suite('CATALOG');
const ROUTINES = 200;
let databases: readonly TrialDatabase[] = [];

/** So many routines as a real schema has them: nine arguments of domains, a row of nine columns. */
function schemaOf(count: number): string {
  const domains = Array.from({ length: 40 }, (_, i) => {
    const base = i % 2 === 0 ? 'bigint' : 'text';
    const check = i % 2 === 0 ? `value between 1 and ${1000 + i}` : `length(value) <= ${10 + i}`;
    return `create domain app.d${i} as ${base} constraint d${i}_fits check (${check});`;
  });
  const pieces = (form: (i: number) => string) => Array.from({ length: 9 }, (_, i) => form(i));
  const routines = Array.from({ length: count }, (_, n) => {
    const args = pieces((i) => `p_a${i} app.d${(n + i) % 40}${i > 5 ? ' default null' : ''}`);
    const columns = pieces((i) => `c${i} app.d${(n + 3 * i) % 40}`);
    return `create function app.f${n}(${args.join(', ')}, p_actor text default null)
      returns table (${columns.join(', ')}) language plpgsql stable as 'begin end';
      comment on function app.f${n} is E'Read.\n@http GET /v1/f${n}\n@public\n@timeout 1s';`;
  });
  return `create schema app; ${domains.join('\n')} ${routines.join('\n')}`;
}

test.before(async () => {
  databases = await Promise.all([openTrialDatabase(), openTrialDatabase()]);
  const [, second] = databases;
  await second?.admin.none('create schema earlier; create type earlier.oid_eater as (a integer)');
  for (const { admin } of databases) await admin.none(schemaOf(ROUTINES));
});
test.after(async () => {
  for (const database of databases) await database.close();
});

test('reads 200 routines in one row, alike in two databases', async () => {
  const hashes: string[] = [];
  for (const { admin } of databases) {
    const catalog = await readCatalog(admin, { schema: 'app' });
    assert.ok(catalog.ok);
    assert.is(catalog.value.routines.length, ROUTINES);
    hashes.push(contractHash(catalog.value));
  }
  assert.is(new Set(hashes).size, 1);
});

test('says how long that takes', async () => {
  const [database] = databases;
  const times: number[] = [];
  for (let turn = 0; turn < 7; turn++) {
    const start = performance.now();
    await database?.admin.one(CATALOG, ['app', ['procwright']]);
    times.push(performance.now() - start);
  }
  const [fastest = 0, , , median = 0] = times.toSorted((a, b) => a - b);
  const text = `${fastest.toFixed(1)} ms at best, ${median.toFixed(1)} ms in the median`;
  console.log(`\n${ROUTINES} routines are read in ${text}`);
  assert.is(times.length, 7);
});

test.run();
