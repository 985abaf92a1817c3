import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { sourceText } from '../../source-text.ts';
import type { Ground } from '../ground.ts';
import { isContractStep } from './contract-step.ts';

const test = suite('isContractStep');

const says = (text: string): boolean =>
  isContractStep({ source: sourceText('x.sql', text) } as Ground); // it asks for no more

for (const [text, what] of [
  ['-- Contract  nobody reads it\ndrop table a;', 'in the first line'],
  ['-- What      x\n-- Contract  nobody\n', 'among other lines of the header'],
  ['\n\n--\r\n-- Contract: nobody reads it\r\n', 'with a colon, behind blanks'],
] as const) {
  test(`believes a header ${what}`, () => assert.ok(says(text)));
}

for (const [text, what] of [
  ['-- Contract with a party, and its lines.\n', 'a sentence'],
  ['-- Contract  \ndrop table a;', 'no proof'],
  ['drop table a;\n-- Contract  nobody reads it\n', 'a comment behind a statement'],
  ["select '\n-- Contract  nobody';", 'a string'],
  ['-- The contract  nobody\n', 'another word before it'],
] as const) {
  test(`doesn't believe ${what}`, () => assert.not(says(text)));
}

test.run();
