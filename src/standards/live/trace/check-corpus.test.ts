import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Finding } from '../../finding.ts';
import { judgeCorpus, readCorpus } from './check-corpus.ts';

const test = suite('judgeCorpus');
const folder = mkdtempSync(join(tmpdir(), 'procwright-corpus-'));
writeFileSync(
  join(folder, 'manifest.csv'),
  `id,rule,placement,file,line,end_line
1,PW505,top,1.top.sql,3,4
1,PW505,body,1.body.sql,8,8
1,PW505,safe,1.safe.sql,,
`,
);

test.after(() => rmSync(folder, { recursive: true }));

function said(file: string, rule: string, line: number): Finding {
  const words = { level: 'error', message: 'm', source: 'live' } as const;
  return { file: join(folder, file), line, column: 1, rule, ...words };
}

test('finds a hazard by its rule on one of its lines, and an alarm in a safe file', () => {
  const { found, missed, alarms } = judgeCorpus(readCorpus(folder), [
    said('1.top.sql', 'PW505', 4),
    said('1.body.sql', 'PW505', 9),
    said('1.body.sql', 'PW501', 8),
    said('1.safe.sql', 'PW541', 1),
  ]);
  assert.equal(
    found.map(({ placement }) => placement),
    ['top'],
  );
  assert.equal(
    missed.map(({ placement }) => placement),
    ['body'],
  );
  assert.equal(
    alarms.map(({ rule }) => rule),
    ['PW541'],
  );
});

test.run();
