import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { junitText } from '../junit.ts';
import { sampleRun } from './sample-run.ts';
import { toPart } from './to-part.ts';

const test = suite('toPart');

test('judges each file: failed where a finding is open, passed where there is none', () => {
  const verdicts = toPart(sampleRun()).groups.map(({ name, cases }) => [
    name,
    cases.map((one) => `${one.name} ${one.verdict}`),
  ]);
  assert.equal(verdicts, [
    [
      'sql/a b.sql',
      ['CP01 1:13 failed', 'PW519 2:1 failed', 'PW519 3:1 skipped', 'PW650 4:2 skipped'],
    ],
    ['sql/clean.sql', ['lint passed']],
    ['sql/torn.sql', ['PW806 1:1 failed']],
  ]);
});

test('becomes JUnit XML in which no text acts', () => {
  const [finding] = sampleRun().findings;
  assert.ok(finding);
  const xml = junitText(toPart(sampleRun({ findings: [{ ...finding, message: '<a> & "b"' }] })));
  assert.match(xml, /^<\?xml[^]*<testsuites[^>]*failures="1"/);
  assert.match(xml, '&lt;a> &amp; &quot;b&quot;');
});

test.run();
