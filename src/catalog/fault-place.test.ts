import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { changeTree } from '../flyway/trial-tree.ts';
import { openTrialDatabase, type TrialDatabase } from '../scratch/trial-database.ts';
import { faultTeller, placeOfFault } from './fault-place.ts';
import { readCatalog } from './read-catalog.ts';

const test = suite('placeOfFault');
const config = makeTrialProject();
let database: TrialDatabase;

test.before(async () => {
  database = await openTrialDatabase();
});
test.after(async () => {
  await database?.close(); // none when before failed
  await removeTrialProject(config);
});

const FILE = 'sql/R/10_app/R__10_app.f.sql';

/** A routine with a fault in the line that ends in `-- here`; the mark is no part of it. */
const write = (text: string): string =>
  `-- why it is so\ndrop function if exists app.f();\n\n${text}`;

const GOOD = `create or replace function app.f(
    p_a integer,
    p_b integer default 1
)
returns table (a integer)
language sql
stable
return p_a;

comment on function app.f is $c$
Do it.

@http    GET /v1/f
@scope   a:read
@timeout 1s
$c$;
`;

for (const [what, from, to] of [
  ['an unknown tag', '@timeout 1s', '@timeout 1s\n@tiemout 2s <<'],
  ['a tag that can not be read', '@timeout 1s', '@timeout soon <<'],
  ['a tag that stands twice', '@timeout 1s', '@timeout 1s\n@timeout   2s <<'],
  ['a missing tag', /is \$c\$([^]*)@scope   a:read\n/, 'is $c$ <<$1'],
  ['a missing sentence', 'is $c$\nDo it.\n', 'is $c$ <<\n'],
  ['an argument without p_', 'p_b integer default 1', 'b integer default 1 <<'],
  ['an argument without a name', 'app.f(\n    p_a', 'app.f( <<\n   '],
  ['a GET that writes', /stable([^]*\/v1\/f)/, 'volatile$1 <<'],
  ['a definer without a path', /app.f\(([^]*)language/, 'app.f( <<$1security definer language'],
] as const) {
  test(`knows the line of ${what}`, async () => {
    const marked = write(GOOD.replace(from, to));
    assert.is.not(marked, write(GOOD));
    const line = marked.split('\n').findIndex((text) => text.endsWith('<<')) + 1;
    const text = marked.replace(' <<', '').replace('return p_a', 'return 1');
    changeTree(config, { [FILE]: text });
    await database.admin.none(`drop schema if exists app cascade; create schema app; ${text}`);
    const catalog = await readCatalog(database.admin, { schema: 'app' });
    assert.not.ok(catalog.ok);
    const faults = catalog.ok ? [] : catalog.faults;
    assert.equal(
      faults.map((fault) => placeOfFault(config.root, fault)),
      [{ file: FILE, line }],
      readFileSync(join(config.root, FILE), 'utf8'),
    );
    const [told] = faults.map(faultTeller(config.root));
    assert.match(told ?? '', new RegExp(`^${FILE}:${line}: app\\.f\\(`));
  });
}

test('has no place for a routine that no file makes', () => {
  const fault = { routine: 'app.g(p_a integer)', kind: 'no-summary', message: 'None.' } as const;
  assert.is(placeOfFault(config.root, fault), null);
  assert.is(faultTeller(config.root)(fault), 'app.g(p_a integer): None.');
  assert.is(faultTeller(null)(fault), 'app.g(p_a integer): None.');
});

test.run();
