import { Writable } from 'node:stream';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import winston from 'winston';

import { Leaving } from '../lane/leave-signal.ts';
import { readTrace } from '../middleware/trace.ts';
import { newContext } from '../request-context.ts';
import { openCrowdLog } from './crowd-log.ts';

const test = suite('openCrowdLog');

type Line = Readonly<Record<string, unknown>>;

/** A log, and what resolves with its first line that counts others. */
function openLines() {
  const lines: Line[] = [];
  let tellSum: (line: Line) => void = () => undefined;
  const sum = new Promise<Line>((resolve) => (tellSum = resolve));
  // The log's own timer keeps no process alive, and nothing else would while a test waits for it.
  const stay = setInterval(() => undefined, 1_000);
  void sum.then(() => clearInterval(stay));
  const stream = new Writable({
    write: (text, _encoding, done) => {
      const line = JSON.parse(String(text)) as Line; // what winston writes
      lines.push(line);
      if (line['message'] === 'requests turned away') tellSum(line);
      done();
    },
  });
  const log = winston.createLogger({ transports: [new winston.transports.Stream({ stream })] });
  return { lines, sum, log };
}

const context = () => {
  const live = { hash: '' } as Parameters<typeof newContext>[1]; // it is not looked at
  return { ...newContext(readTrace(undefined), live, new Leaving()), problem: 'at-limit' };
};
const ENDED = { method: 'GET', status: 503, ms: 0, bytes: 10 };

test('writes the first lines of a crowd, and one for all others', async () => {
  const { lines, sum, log } = openLines();
  const write = openCrowdLog(log, 1);
  for (let i = 0; i < 1_000; i++) write(context(), ENDED);
  const { method, route, status, count } = await sum;
  assert.equal([method, route, status, count], ['GET', 'none', 503, 980]);
  const own = lines.filter(({ message }) => message === 'request');
  assert.is(own.length, 20);
  assert.is(new Set(own.map(({ request }) => request)).size, 20);
});

test('begins anew when the time is over', async () => {
  const { lines, sum, log } = openLines();
  const write = openCrowdLog(log, 1);
  for (let i = 0; i < 21; i++) write(context(), ENDED);
  assert.is((await sum)['count'], 1);
  write(context(), ENDED);
  assert.is(lines.filter(({ message }) => message === 'request').length, 21);
});

test.run();
