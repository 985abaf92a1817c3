import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { compileSerializer, type Row } from '../answer/row-serializer.ts';
import type { Field } from '../answer/value-form.ts';
import { listWriterOf, type WrittenList } from './list-writer.ts';

const test = suite('ListWriter');

const FIELDS: readonly Field[] = [
  ['id', 'plain'],
  ['note "quoted"', 'text'],
  ['count', 'raw'],
  ['at', 'instant'],
  ['is_open', 'bool'],
  ['ratio', 'float'],
  ['data', 'bytes'],
  ['tags', { list: 'text' }],
  [
    'pair',
    {
      row: [
        ['left', 'plain'],
        ['right', 'text'],
      ],
    },
  ],
];

/** A row as PostgreSQL sends it, behind the count of its fields. */
function bytesOf(row: Row): Buffer {
  const parts = row.flatMap((text) => {
    const value = Buffer.from(text ?? '');
    const length = Buffer.alloc(4);
    length.writeInt32BE(text === null ? -1 : value.length);
    return [length, value];
  });
  return Buffer.concat(parts);
}

function write(rows: readonly Row[], fields: readonly Field[] = FIELDS): WrittenList {
  const writer = listWriterOf(fields)();
  for (const row of rows) {
    const padding = Buffer.from('abc'); // a row never begins where its chunk does
    writer.take(Buffer.concat([padding, bytesOf(row)]), padding.length, row.length);
  }
  return writer.finish();
}

const nullable = (texts: fc.Arbitrary<string>) => fc.option(texts, { nil: null });
const text = fc.string({ unit: 'binary' }).map((any) => any.replaceAll('\0', ''));
const ROW = fc.tuple(
  nullable(fc.uuid()),
  nullable(fc.oneof(text, fc.constantFrom('"', '\\', '\n', 'é', '\u{1f600}', '\x7f', ''))),
  nullable(fc.integer().map(String)),
  nullable(
    fc.constantFrom(
      '2026-01-31 12:00:00.5+00',
      '2026-01-31 12:00:00+00',
      'infinity',
      '-infinity',
      '0044-03-15 00:00:00+00 BC',
      '12026-01-31 12:00:00+00',
    ),
  ),
  nullable(fc.constantFrom('t', 'f')),
  nullable(fc.constantFrom('1.5', 'NaN', '-Infinity', '1e+300')),
  nullable(fc.constantFrom('\\x', '\\x00ff')),
  nullable(fc.constantFrom('{}', '{a,"b,\\"c",NULL}')),
  nullable(fc.constantFrom('(1,)', '(1,"a ""b""")')),
);

test('writes what the writer of texts writes, whatever the values', () => {
  const { many } = compileSerializer(FIELDS);
  fc.assert(
    fc.property(fc.array(ROW, { maxLength: 20 }), (rows) => {
      const { json, count, first, last } = write(rows);
      assert.is(json.toString(), many(rows));
      assert.is(count, rows.length);
      assert.equal([first, last], [rows[0], rows.at(-1)]);
    }),
    { numRuns: 300 },
  );
});

test('grows with its values, and remembers how much it was', () => {
  const long = ['"'.repeat(200_000), 'x'.repeat(70_000)];
  const fields: readonly Field[] = [
    ['a', 'text'],
    ['b', 'plain'],
  ];
  const { many } = compileSerializer(fields);
  const writer = listWriterOf(fields);
  for (const rows of [[long], [], [long, long, ['', null]]]) {
    const one = writer();
    for (const row of rows) one.take(bytesOf(row), 0, row.length);
    assert.is(one.finish().json.toString(), many(rows));
  }
});

test('tells at its end what went wrong, and throws nothing before', () => {
  const writer = listWriterOf([['pair', { row: [['left', 'plain']] }]])();
  const cut = bytesOf(['(1)']).subarray(0, 3);
  writer.take(cut, 0, 1);
  writer.take(bytesOf(['(1)']), 0, 1);
  assert.throws(() => writer.finish(), /out of range|outside/i);
});

test('leaves out fields that it has no column for', () => {
  assert.is(write([['a', 'b']], [['only', 'plain']]).json.toString(), '[{"only":"a"}]');
});

test.run();
