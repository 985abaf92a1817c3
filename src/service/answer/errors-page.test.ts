import { readFileSync } from 'node:fs';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { writeErrorsPage } from './errors-page.ts';
import { PROBLEMS } from './problem-register.ts';
import { CLASSES, codeOfState, STATES } from './state-register.ts';

const test = suite('writeErrorsPage');

test('is the text of docs/errors.md; procwright docs errors > docs/errors.md writes it', () => {
  const file = new URL('../../../docs/errors.md', import.meta.url);
  assert.is(readFileSync(file, 'utf8'), writeErrorsPage());
});

/** The classes of appendix A in the manuals of PostgreSQL 15 to 18. */
const APPENDIX =
  '00 01 02 03 08 09 0A 0B 0F 0L 0P 0Z 10 20 21 22 23 24 25 26 27 28 2B 2D 2F 34 38 39 3B 3D 3F ' +
  '40 42 44 53 54 55 57 58 72 F0 HV P0 XX';

test('knows every class of the manual, and each state stands under its class', () => {
  assert.equal(Object.keys(CLASSES).toSorted(), APPENDIX.split(' ').toSorted());
  const lost = Object.keys(STATES).filter((state) => !CLASSES[state.slice(0, 2)]);
  assert.equal(lost, []);
});

test('tells a state that stands out of its class from its neighbours', () => {
  assert.is(codeOfState('57014'), 'too-slow');
  assert.is(codeOfState('57P01'), 'database-away');
  assert.is(codeOfState('ZZ000'), 'internal');
});

test('lists every problem', () => {
  const page = writeErrorsPage();
  for (const code of Object.keys(PROBLEMS)) assert.match(page, `| \`${code}\` |`);
});

test.run();
