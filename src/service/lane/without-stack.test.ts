import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { withoutStack } from './without-stack.ts';

const test = suite('withoutStack');

test('makes an error that knows no places, and leaves others theirs', () => {
  assert.is(withoutStack(() => new Error('bare')).stack, 'Error: bare');
  assert.match(new Error('whole').stack ?? '', 'without-stack.test.ts');
});

test('leaves others theirs, too, when nothing was made', () => {
  const fail = () =>
    withoutStack(() => {
      throw new Error('none');
    });
  assert.throws(fail, 'none');
  assert.match(new Error('whole').stack ?? '', 'without-stack.test.ts');
});

test.run();
