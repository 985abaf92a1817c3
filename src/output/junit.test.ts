import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { writeJunit } from './junit.ts';

const test = suite('writeJunit');

test('writes every case, and what would break XML', () => {
  const folder = mkdtempSync(join(tmpdir(), 'junit-'));
  const file = join(folder, 'reports', 'x.xml');
  writeJunit(file, {
    name: 'pgTAP',
    seconds: 1,
    groups: [
      {
        name: 'one',
        seconds: 1,
        cases: [
          { name: 'a < b', verdict: 'passed' },
          { name: 'b', verdict: 'failed', says: 'have: <1> & \u0007' },
          { name: 'c', verdict: 'skipped' },
        ],
      },
    ],
  });
  const xml = readFileSync(file, 'utf8');
  rmSync(folder, { recursive: true });
  assert.match(xml, /tests="3" failures="1" errors="0" skipped="1"/);
  assert.match(xml, 'name="a &lt; b"');
  assert.match(xml, 'message="have: &lt;1> &amp;');
  assert.not.match(xml, '\u0007');
});

test.run();
