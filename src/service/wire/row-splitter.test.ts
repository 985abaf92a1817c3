import { EventEmitter } from 'node:events';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { RowSplitter, splitRows, splitterOf } from './row-splitter.ts';

const test = suite('RowSplitter');

function message(type: string, body: string): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeUInt32BE(4 + body.length, 1);
  return Buffer.concat([head, Buffer.from(body)]);
}

const row = (text: string): Buffer => message('D', `\0\x07${text}`);
const STREAM = Buffer.concat([
  message('2', ''),
  message('T', 'columns'),
  row('first'),
  row('second, longer'),
  message('N', 'a notice'),
  row(''),
  message('C', 'SELECT 3'),
  message('Z', 'I'),
]);
const OTHERS = Buffer.concat([
  message('2', ''),
  message('T', 'columns'),
  message('N', 'a notice'),
  message('C', 'SELECT 3'),
  message('Z', 'I'),
]);

/** Sends the stream in chunks of a size; what comes out, and where. */
function split(size: number, hasSink: boolean) {
  const delivered: Buffer[] = [];
  const rows: string[] = [];
  const splitter = new RowSplitter((bytes) => delivered.push(bytes));
  if (hasSink) {
    splitter.sink = {
      take: (bytes, at, count) => {
        const end = at - 7 + 1 + bytes.readUInt32BE(at - 6);
        assert.is(count, 7);
        rows.push(bytes.toString('utf8', at, end));
      },
    };
  }
  for (let at = 0; at < STREAM.length; at += size) splitter.take(STREAM.subarray(at, at + size));
  return { delivered: Buffer.concat(delivered), rows };
}

test('gives the rows to the sink and all else to the driver, however it is cut', () => {
  for (let size = 1; size <= STREAM.length; size++) {
    const { delivered, rows } = split(size, true);
    assert.equal(rows, ['first', 'second, longer', ''], String(size));
    assert.equal(delivered, OTHERS, String(size));
  }
});

test('gives everything to the driver where there is no sink', () => {
  for (let size = 1; size <= STREAM.length; size++) {
    assert.equal(split(size, false).delivered, STREAM, String(size));
  }
});

test('stops giving rows to a sink that leaves in between', () => {
  const delivered: Buffer[] = [];
  const splitter = new RowSplitter((bytes) => delivered.push(bytes));
  let taken = 0;
  splitter.sink = {
    take: () => {
      taken++;
      splitter.sink = null;
    },
  };
  splitter.take(STREAM);
  assert.is(taken, 1);
  assert.is(Buffer.concat(delivered).includes('second, longer'), true);
});

test('stands before the one listener of each new connection', () => {
  const [pool, stream] = [new EventEmitter(), new EventEmitter()];
  const client = { connection: { stream } };
  const got: Buffer[] = [];
  splitRows(pool);
  assert.throws(() => pool.emit('connect', client), /does not listen/);
  const two = new EventEmitter().on('data', () => undefined).on('data', () => undefined);
  assert.throws(() => pool.emit('connect', { connection: { stream: two } }), /does not listen/);
  stream.on('data', (bytes: Buffer) => got.push(bytes));
  assert.throws(() => splitterOf(client), /splits no rows/);
  pool.emit('connect', client);
  stream.emit('data', STREAM);
  assert.equal(Buffer.concat(got), STREAM);
  assert.is(splitterOf(client).sink, null);
});

test.run();
