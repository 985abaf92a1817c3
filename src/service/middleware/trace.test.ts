import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { traceId } from './trace.ts';

const test = suite('traceId');
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';

for (const field of [`00-${TRACE}-${PARENT}-01`, `01-${TRACE}-${PARENT}-00-more`]) {
  test(`keeps the trace of ${field}`, () => {
    assert.is(traceId(field), TRACE);
  });
}

for (const field of [
  undefined,
  '',
  `ff-${TRACE}-${PARENT}-01`,
  `00-${TRACE}-${PARENT}-01-more`,
  `00-${'0'.repeat(32)}-${PARENT}-01`,
  `00-${TRACE}-${'0'.repeat(16)}-01`,
  `00-${TRACE.toUpperCase()}-${PARENT}-01`,
  `00-${TRACE}-${PARENT}`,
]) {
  test(`begins a trace of its own for ${field}`, () => {
    const made = traceId(field);
    assert.match(made, /^[0-9a-f]{32}$/);
    assert.is.not(made, TRACE);
    assert.is.not(made, traceId(field));
  });
}

test.run();
