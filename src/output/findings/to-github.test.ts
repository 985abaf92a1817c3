import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { ERROR, NOTE, sampleRun, WARNING } from './sample-run.ts';
import { toGithub } from './to-github.ts';

const test = suite('toGithub');
const many = (count: number, one = ERROR) =>
  Array.from({ length: count }, (_, index) => ({ ...one, line: index + 1 }));
const linesWith = (text: string, start: string) =>
  text.split('\n').filter((line) => line.startsWith(start)).length;

test('writes an annotation a finding, and none of what is waived', () => {
  const { log } = toGithub(sampleRun());
  assert.equal(log.split('\n'), [
    '::error file=sql/a b.sql,line=2,endLine=2,col=1,endColumn=12,title=PW519 where-needed::' +
      'This delete means every row of item; add a where.',
    '::error file=sql/torn.sql,line=1,col=1,title=PW806::This can not be read.',
    '::warning file=sql/a b.sql,line=1,col=13,endColumn=16,title=CP01::' +
      'Say | it,%0Alower: 100%25.',
    '::notice file=sql/a b.sql,line=4,col=2,title=PW650::Comment it.',
    '3 files, 4 findings.',
  ]);
});

test('escapes what would end a property', () => {
  const { log } = toGithub(sampleRun({ findings: [{ ...ERROR, file: 'a,b:c%.sql' }] }));
  assert.match(log, 'file=a%2Cb%3Ac%25.sql,');
});

test('leaves columns out of a span of several lines', () => {
  const { log } = toGithub(sampleRun({ findings: [{ ...ERROR, endLine: 9 }] }));
  assert.match(log, 'line=2,endLine=9,title=');
});

test('shows ten of a kind, and all in the summary', () => {
  const findings = [...many(25), ...many(12, WARNING), ...many(11, NOTE)];
  const { log, summary } = toGithub(sampleRun({ findings }));
  assert.equal(
    ['::error ', '::warning ', '::notice '].map((start) => linesWith(log, start)),
    [10, 10, 10],
  );
  assert.match(log, '18 more stand in the summary of this step.');
  assert.is(linesWith(summary, '| error'), 25);
  assert.is(linesWith(summary, '| warning'), 12);
});

test('keeps the summary below the size over which GitHub shows none', () => {
  const findings = many(9000, { ...ERROR, message: 'é'.repeat(100) });
  const { summary } = toGithub(sampleRun({ findings }));
  assert.ok(Buffer.byteLength(summary) <= 1024 * 1024);
  const rows = linesWith(summary, '| error');
  assert.ok(rows > 3000);
  assert.match(summary, `${9000 - rows} more have no room here`);
});

test('lets no text of a file act in the summary', () => {
  const message = '<img src=x> | [a](b) `c`\n# d';
  const { summary } = toGithub(sampleRun({ findings: [{ ...ERROR, message }] }));
  assert.match(summary, '\\<img src=x\\> \\| \\[a\\](b) \\`c\\` \\# d |');
});

test('has no summary where there is nothing to tell', () => {
  assert.equal(toGithub(sampleRun({ findings: [] })), { log: '3 files, 0 findings.', summary: '' });
});

test.run();
