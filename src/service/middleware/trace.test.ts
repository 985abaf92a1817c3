import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readTrace, traceparentOf } from './trace.ts';

const test = suite('readTrace');
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';

for (const field of [`00-${TRACE}-${PARENT}-01`, `01-${TRACE}-${PARENT}-00-more`]) {
  test(`keeps the trace of ${field}`, () => {
    const trace = readTrace(field);
    assert.equal([trace.traceId, trace.parentId], [TRACE, PARENT]);
    assert.match(trace.spanId, /^[0-9a-f]{16}$/);
    assert.is.not(trace.spanId, PARENT);
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
    const { traceId: made, parentId } = readTrace(field);
    assert.is(parentId, null);
    assert.match(made, /^[0-9a-f]{32}$/);
    assert.is.not(made, TRACE);
    assert.is.not(made, readTrace(field).traceId);
  });
}

test('gives no id twice, however many are asked for', () => {
  const traces = Array.from({ length: 1_000 }, () => readTrace(undefined));
  assert.is(new Set(traces.flatMap(({ traceId, spanId }) => [traceId, spanId])).size, 2_000);
  for (const { traceId, spanId } of traces) {
    assert.match(traceId, /^[0-9a-f]{32}$/);
    assert.match(spanId, /^[0-9a-f]{16}$/);
  }
});

test('hands the trace on with a span of its own, and the flags as they came', () => {
  const trace = readTrace(`00-${TRACE}-${PARENT}-01`);
  assert.is(traceparentOf(trace), `00-${TRACE}-${trace.spanId}-01`);
});

test.run();
