import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readJunit } from './read-junit.ts';

const test = suite('readJunit');

test('reads what passed, failed, broke and was skipped', () => {
  const cases = readJunit(XML, 'scripts');
  assert.equal(
    cases.map(({ name, verdict, file }) => [name, verdict, file]),
    [
      ['test_a', 'passed', 'scripts/seed_test.py'],
      ['test_b[<1>]', 'failed', 'scripts/seed_test.py'],
      ['test_c', 'failed', 'scripts/seed_test.py'],
      ['test_d', 'skipped', 'scripts/seed_test.py'],
    ],
  );
  assert.is(cases[1]?.says, 'assert 1 < 0 & "x"');
  assert.match(cases[3]?.says ?? '', 'no server');
});

test('finds no case where there is none', () => {
  assert.equal(readJunit('<testsuites><testsuite tests="0"></testsuite></testsuites>', 'x'), []);
});

const XML = `<?xml version="1.0"?><testsuites><testsuite name="pytest" tests="4">
<testcase classname="seed_test" name="test_a" time="0.1" />
<testcase classname="seed_test" name="test_b[&lt;1&gt;]" time="0.1">
<failure message="m">assert 1 &lt; 0 &amp; &#34;x&#x22;</failure></testcase>
<testcase classname="seed_test" name="test_c" time="0.1">
<error message="failed on setup">boom</error></testcase>
<testcase classname="seed_test" name="test_d" time="0.0">
<skipped type="pytest.skip" message="no server">s</skipped></testcase>
</testsuite></testsuites>`;

test.run();
