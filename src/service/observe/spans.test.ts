import { type Context, type Span, trace, type TracerProvider } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { CommandFault } from '../../exit-code.ts';
import { openSpans } from './spans.ts';
import { ask, openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('openSpans');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService();
});
test.after(() => trial?.close()); // none when before failed

/** What an SDK would be given. */
interface Told {
  name: string;
  parent: string | undefined;
  attributes: Record<string, unknown>;
  isFailed: boolean;
  isEnded: boolean;
}

const OWN = { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16), traceFlags: 1 };
const told: Told[] = [];

/** An SDK that keeps what it is told; the API's whole surface is its border. */
const provider = {
  getTracer: () => ({
    startSpan: (name: string, _options: unknown, context?: Context) => {
      const parent = context === undefined ? undefined : trace.getSpanContext(context);
      const one: Told = {
        name,
        parent: parent?.spanId,
        attributes: {},
        isFailed: false,
        isEnded: false,
      };
      told.push(one);
      const ids = { ...OWN, traceId: parent?.traceId ?? OWN.traceId };
      return {
        spanContext: () => ids,
        updateName: (other: string) => (one.name = other),
        setAttributes: (more: object) => Object.assign(one.attributes, more),
        setStatus: () => (one.isFailed = true),
        end: () => (one.isEnded = true),
      } as unknown as Span;
    },
  }),
} as unknown as TracerProvider;

test('is refused where nothing records', async () => {
  const error = await openSpans().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.instance(error, CommandFault);
});

test('tells a span a request, with the ids that its answer and its log line bear', async () => {
  trace.setGlobalTracerProvider(provider);
  const service = await trial.start({ spans: true });
  told.length = 0; // the probe of the start
  const parent = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` };
  const joined = await ask(service, '/v1/hello', { headers: parent });
  const begun = await ask(service, '/v1/nowhere');
  const failed = await ask(service, '/v1/failures', {
    body: { state: 'P0001', message: 'x' },
  });
  await service.stop();
  assert.equal(
    told.map(({ name, parent: of, isFailed, isEnded }) => [name, of, isFailed, isEnded]),
    [
      ['GET /v1/hello', 'b'.repeat(16), false, true],
      ['GET', undefined, false, true],
      ['POST /v1/failures', undefined, true, true],
    ],
  );
  assert.is(told[0]?.attributes['procwright.routine'], 'app.hello');
  assert.is(told[1]?.attributes['error.type'], 'route-unknown');
  assert.is(joined.headers.get('traceparent'), `00-${'a'.repeat(32)}-${'d'.repeat(16)}-01`);
  assert.is(begun.headers.get('request-id'), OWN.traceId);
  assert.is(failed.status, 500);
  const lines = trial.lines.filter(({ span }) => span === OWN.spanId);
  assert.ok(lines.length >= 3);
});

test.run();
