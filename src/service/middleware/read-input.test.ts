import { suite } from 'uvu';

import { type BadInput, ITEMS, refuses } from '../trial/bad-input.ts';
import { BOX, ITEM } from '../trial/trial-schema.ts';
import { openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('readInput');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService();
});
test.after(() => trial?.close()); // none when before failed

const GOOD = { item_id: '00000000-0000-7000-8000-000000000077', quantity: '1' };

const CASES: readonly BadInput[] = [
  {
    name: 'a broken id in the path',
    path: '/v1/boxes/x/items',
    asking: {},
    code: 'input-invalid',
    at: ['#/box_id'],
  },
  {
    name: 'a broken escape in the path',
    path: '/v1/boxes/%zz/items',
    asking: {},
    code: 'request-invalid',
    at: ['#/box_id'],
  },
  {
    name: 'a NUL in the path',
    path: '/v1/boxes/%00/items',
    asking: {},
    code: 'request-invalid',
    at: ['#/box_id'],
  },
  {
    name: 'bytes in the path that are no UTF-8',
    path: '/v1/boxes/%ff/items',
    asking: {},
    code: 'request-invalid',
    at: ['#/box_id'],
  },
  {
    name: 'a parameter twice',
    path: `${ITEMS}?note=a&note=b`,
    asking: {},
    code: 'input-invalid',
    at: ['#/note'],
  },
  {
    name: 'an unknown parameter',
    path: `${ITEMS}?colour=red`,
    asking: {},
    code: 'input-invalid',
    at: ['#/colour'],
  },
  {
    name: 'the argument behind a cursor',
    path: `${ITEMS}?after=1`,
    asking: {},
    code: 'input-invalid',
    at: ['#/after'],
  },
  {
    name: 'an argument of the path, in the query',
    path: `${ITEMS}?box_id=${BOX}`,
    asking: {},
    code: 'input-invalid',
    at: ['#/box_id'],
  },
  {
    name: 'an argument of the body, in the query',
    path: `${ITEMS}?note=a`,
    asking: { body: GOOD },
    code: 'input-invalid',
    at: ['#/note'],
  },
  {
    name: 'brackets in a name',
    path: `${ITEMS}?note[a]=b`,
    asking: {},
    code: 'input-invalid',
    at: ['#/note[a]'],
  },
  {
    name: 'a prototype in the query',
    path: `${ITEMS}?__proto__=b`,
    asking: {},
    code: 'input-invalid',
    at: ['#/__proto__'],
  },
  {
    name: 'a NUL in the query',
    path: `${ITEMS}?note=%00`,
    asking: {},
    code: 'request-invalid',
    at: ['#/note'],
  },
  {
    name: 'a broken escape in the query',
    path: `${ITEMS}?note=%e9`,
    asking: {},
    code: 'request-invalid',
    at: ['#/note'],
  },
  {
    name: 'a limit that is no number',
    path: `${ITEMS}?limit=x`,
    asking: {},
    code: 'input-invalid',
    at: ['#/limit'],
  },
  {
    name: 'a limit past its bound',
    path: `${ITEMS}?limit=6`,
    asking: {},
    code: 'input-invalid',
    at: ['#/limit'],
  },
  {
    name: 'a limit without end',
    path: `${ITEMS}?limit=${'9'.repeat(400)}`,
    asking: {},
    code: 'input-invalid',
    at: ['#/limit'],
  },
  {
    name: 'a cursor that is made up',
    path: `${ITEMS}?cursor=1`,
    asking: {},
    code: 'cursor-invalid',
    at: ['#/cursor'],
  },
  {
    name: "another tenant's box",
    path: ITEMS,
    asking: { key: 'bob' },
    status: 404,
    code: 'AP102',
    at: ['#/box_id'],
  },
  {
    name: "a post into another tenant's box",
    path: ITEMS,
    asking: { key: 'bob', body: GOOD },
    status: 404,
    code: 'AP102',
    at: ['#/box_id'],
  },
  {
    name: 'an unknown box',
    path: `/v1/boxes/${ITEM}/items`,
    asking: {},
    status: 404,
    code: 'AP102',
    at: ['#/box_id'],
  },
  {
    name: 'an unknown item',
    path: `${ITEMS}/${BOX}`,
    asking: {},
    status: 404,
    code: 'row-missing',
  },
];

for (const input of CASES) {
  test(`${input.name} is a problem, and says where`, () => refuses(trial, input));
}

test.run();
