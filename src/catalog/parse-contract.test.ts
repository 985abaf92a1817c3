import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { parseContract } from './parse-contract.ts';

const test = suite('parseContract');

const COMMENT = `
Put an item
into a box.

More about it.

@http       POST /v1/boxes/{box_id}/items
@scope      item:write box:read
@idempotent item_id
@timeout    2s
@single
@error      AP001 The box and the item are the same.
@error      AP303 The box is full.
`;

const DECLARED = {
  args: ['p_box_id', 'p_item_id', 'p_after'],
  columns: ['item_id', 'version', 'refusal'],
};

/** The comment above with one piece put in the place of another. */
const changed = (from: RegExp, to: string) => parseContract(COMMENT.replace(from, to), DECLARED);

/** Its route, with a line in the place of `@single`. */
const routeWith = (line: string) => {
  const result = changed(/@single/, line);
  return result.ok ? result.value.route : null;
};

const messagesOf = (result: ReturnType<typeof parseContract>) =>
  result.ok ? [] : result.faults.map(({ message }) => message);

test('reads prose and tags', () => {
  assert.equal(parseContract(COMMENT, DECLARED), {
    ok: true,
    value: {
      summary: 'Put an item into a box.',
      description: 'More about it.',
      route: {
        method: 'POST',
        path: '/v1/boxes/{box_id}/items',
        timeoutMs: 2000,
        scopes: ['item:write', 'box:read'],
        idempotentBy: 'item_id',
        single: true,
        page: null,
        most: null,
        rate: null,
        batch: null,
        cacheMs: null,
        etag: null,
        objective: null,
      },
      errors: [
        { code: 'AP001', when: 'The box and the item are the same.' },
        { code: 'AP303', when: 'The box is full.' },
      ],
    },
  });
});

for (const [line, key, value] of [
  ['@page after item_id', 'page', { argument: 'after', column: 'item_id' }],
  ['@most 500', 'most', 500],
  ['@rate writes 100/60s', 'rate', { policy: 'writes', amount: 100, windowMs: 60_000 }],
  ['@batch app.post_items 100', 'batch', { routine: 'app.post_items', mostItems: 100 }],
  ['@cache 5s', 'cacheMs', 5_000],
  ['@etag version', 'etag', 'version'],
  ['@slo p99.5 50ms 99.95', 'objective', { percentile: 99.5, latencyMs: 50, availability: 99.95 }],
] as const) {
  test(`reads ${line}, however many blanks part it`, () => {
    assert.equal(routeWith(line)?.[key], value);
    assert.equal(routeWith(line.replaceAll(' ', '   '))?.[key], value);
  });
}

test('takes a routine that reads without @idempotent', () => {
  const result = changed(/@http[^]*@timeout/, '@http GET /v1/i\n@scope i:read\n@timeout');
  assert.ok(result.ok);
  assert.is(result.value.route?.idempotentBy, null);
});

test('takes @public in the place of @scope', () => {
  const result = changed(/@scope.*/, '@public');
  assert.ok(result.ok);
  assert.is(result.value.route?.scopes, null);
});

test('gives no route to a routine without @http, but reads its prose and errors', () => {
  const result = parseContract('Count.\n\n@error AP001 Never.', DECLARED);
  assert.equal(result, {
    ok: true,
    value: {
      summary: 'Count.',
      description: '',
      route: null,
      errors: [{ code: 'AP001', when: 'Never.' }],
    },
  });
});

for (const [name, from, to, message] of [
  ['an unknown tag', /@single/, '@singel', 'There is no tag @singel.'],
  ['a tag of no name', /@single/, '@', 'There is no tag @.'],
  ['a repeated tag', /@single/, '@scope i:read', 'The tag @scope stands twice.'],
  ['a route that says nothing of tokens', /@scope.*\n/, '', 'There is no @scope or @public.'],
  ['a route that takes its time', /@timeout.*\n/, '', 'There is no @timeout.'],
  ['a write that may not be repeated', /@idem.*\n/, '', 'There is no @idempotent.'],
  ['both tokens and none', /@single/, '@public', 'Only one of @scope and @public may stand.'],
  ['a time without a unit', /2s/, '2', '@timeout 2: expected a number with ms or s.'],
  ['a comma', /@single/, '@page after, item_id', 'an argument and a column'],
  ['a rate without a time', /@single/, '@rate writes 100', 'a policy and a number/seconds'],
  ['a rate of half a second', /@single/, '@rate writes 1/500ms', 'a policy and a number/seconds'],
  ['a cache of half a second', /@single/, '@cache 500ms', 'a number with s'],
  ['a batch of no size', /@single/, '@batch app.post_items', 'schema.routine and a number'],
  ['a flag with a value', /@single/, '@single yes', '@single yes: expected nothing.'],
  ['an error without a sentence', /AP001.*/, 'AP001', 'expected a code and a sentence.'],
  ['a path that names no argument', /box_id/, 'box', 'No client can give p_box.'],
  ['a key that names no argument', /nt item_id/, 'nt actor', 'No client can give p_actor.'],
  ['a page that names no argument', /@single/, '@page seq item_id', 'No client can give p_seq.'],
  ['a page that names no column', /@single/, '@page after seq', 'The answer has no column seq.'],
  ['a version that is no column', /@single/, '@etag xid', 'The answer has no column xid.'],
] as const) {
  test(`faults ${name}`, () => {
    const messages = messagesOf(changed(from, to));
    assert.is(messages.length, 1);
    assert.match(messages[0] ?? '', message);
  });
}

test('faults a refusal that has no column to be returned in', () => {
  const columns = ['item_id'];
  assert.equal(messagesOf(parseContract(COMMENT, { ...DECLARED, columns })), [
    'The answer has no column refusal.',
  ]);
});

test('reports every fault at once', () => {
  assert.equal(messagesOf(parseContract('@http POST /v1/i\n@frob', DECLARED)), [
    'There is no tag @frob.',
    'The comment has no first sentence.',
    'There is no @scope or @public.',
    'There is no @timeout.',
    'There is no @idempotent.',
  ]);
});

test.run();
