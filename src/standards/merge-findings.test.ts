import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { brokenProcess } from './broken.ts';
import type { Finding, Source } from './finding.ts';
import { mergeFindings } from './merge-findings.ts';

const test = suite('mergeFindings');

function at(line: number, rule: string, source: Source = 'procwright', file = 'a.sql'): Finding {
  return { file, line, column: 1, rule, level: 'warning', message: rule, source };
}

const opinion = (finding: Finding, ...sameAs: readonly string[]) => ({
  finding,
  sameAs,
  lines: [finding.line - 1, finding.line + 1] as const,
});

const said = (findings: readonly Finding[]) => findings.map(({ rule, line }) => `${line} ${rule}`);

test('drops an opinion where ours say the same of the same statement', () => {
  const own = [at(4, 'PW501')];
  const squawk = (line: number, file?: string) =>
    opinion(at(line, 'require-concurrent-index-creation', 'squawk', file), 'PW501', 'PW508');
  assert.equal(said(mergeFindings(own, [], [squawk(5)])), ['4 PW501']);
  assert.is(mergeFindings(own, [], [squawk(6)]).length, 2); // another statement
  assert.is(mergeFindings(own, [], [squawk(5, 'b.sql')]).length, 2);
  assert.is(mergeFindings([at(4, 'PW502')], [], [squawk(5)]).length, 2);
});

test('keeps an opinion that none of ours shares', () => {
  const alone = opinion(at(1, 'ban-duplicate-column-assignments', 'squawk'));
  assert.is(mergeFindings([at(1, 'PW501')], [], [alone]).length, 2);
});

test('tells once that a file is no SQL, and keeps the note where it is', () => {
  const layout = [at(1, 'PW806', 'sqlfluff'), at(1, 'LT01', 'sqlfluff')];
  assert.equal(said(mergeFindings([at(3, 'PW806')], layout, [])), ['3 PW806', '1 LT01']);
  assert.equal(said(mergeFindings([at(3, 'PW501')], layout, [])), ['3 PW501', '1 PW806', '1 LT01']);
});

test('keeps what the layout could not read where only a rule of ours broke', () => {
  const broke = { ...at(3, 'PW806'), message: brokenProcess('SIGKILL') };
  assert.is(mergeFindings([broke], [at(1, 'PW806', 'sqlfluff')], []).length, 2);
});

test('tells a long line once', () => {
  const own = [at(3, 'PW112'), at(9, 'PW112')];
  assert.equal(said(mergeFindings(own, [at(3, 'LT05', 'sqlfluff')], [])), ['9 PW112', '3 LT05']);
});

test.run();
