import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { ERROR, sampleRun } from './sample-run.ts';
import type { ToldRun } from './told.ts';
import { toGitlab } from './to-gitlab.ts';

const test = suite('toGitlab');

interface Entry {
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: unknown;
}

const entriesOf = (given: Partial<ToldRun> = {}) =>
  JSON.parse(toGitlab(sampleRun(given))) as readonly Entry[];
const fingerprintsOf = (given: Partial<ToldRun>) =>
  entriesOf(given).map(({ fingerprint }) => fingerprint);

test('writes what GitLab asks for, and nothing of what is waived', () => {
  const entries = entriesOf();
  assert.equal(
    entries.map(({ check_name, severity }) => `${check_name} ${severity}`),
    ['CP01 minor', 'PW519 critical', 'PW650 info', 'PW806 critical'],
  );
  assert.equal(entries[1]?.location, { path: 'sql/a b.sql', lines: { begin: 2, end: 2 } });
  assert.equal(entriesOf({ findings: [] }), []);
});

test('knows a finding again whose line moved or was indented, and no other', () => {
  const text = (line: number) => (line % 2 === 0 ? 'delete from t;' : '    delete  from t;');
  const of = (line: number, rule = 'PW519') =>
    fingerprintsOf({ findings: [{ ...ERROR, line, rule }], lineOf: (_, at) => text(at) });
  assert.equal(of(2), of(7));
  assert.not.equal(of(2), of(2, 'PW518'));
});

test('tells two equal findings apart', () => {
  const same = fingerprintsOf({ findings: [ERROR, { ...ERROR, line: 9 }], lineOf: () => 'x' });
  assert.is(new Set(same).size, 2);
});

test.run();
