import { createHash } from 'node:crypto';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type Lane, openLane } from '../lane/lane.ts';
import { KEYS } from '../trial/trial-schema.ts';
import { openTrialService, type TrialService } from '../trial/trial-service.ts';
import { openSearch } from './search-keys.ts';

const test = suite('openSearch');
let trial: TrialService;
let lane: Lane;

test.before(async () => {
  trial = await openTrialService();
  lane = openLane({ ...trial.operator, name: 'search', places: 4, seats: 100 });
});
test.after(async () => {
  await lane?.close(); // neither is there when before failed
  await trial?.close();
});

/** A search whose statements are counted. */
function open() {
  const counts = { asked: 0 };
  const ask: Lane['ask'] = (question) => {
    counts.asked++;
    return lane.ask(question);
  };
  return { counts, search: openSearch({ ask }) };
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

function partsOf({ token }: { readonly token: string }): readonly [keyId: string, hash: Buffer] {
  const [, keyId = '', secret = ''] = token.split('_');
  return [keyId, hashOf(secret)];
}

test('answers each of a crowd with its own, in a few statements', async () => {
  const { counts, search } = open();
  const names = ['alice', 'reader', 'wrong', 'bob'] as const;
  const all = Array.from({ length: 1_000 }, (_, i) => names[i % 4] ?? 'wrong');
  const found = all.map((name, i) =>
    name === 'wrong'
      ? search.find('d'.repeat(12), hashOf(String(i)))
      : search.find(...partsOf(KEYS[name])),
  );
  assert.is(search.waiting, 998);
  const told = (await Promise.all(found)).map((caller) => caller?.actor ?? null);
  const actors = { alice: 'alice', reader: 'alice', wrong: null, bob: 'bob' };
  assert.equal(
    told,
    all.map((name) => actors[name]),
  );
  assert.equal([counts.asked, search.waiting], [4, 0]);
  const reader = await search.find(...partsOf(KEYS.reader));
  assert.equal([...(reader?.scopes ?? [])], ['item:read']);
});

test('needs both the id and the secret of a key', async () => {
  const { search } = open();
  const [[alice], [, bobs]] = [partsOf(KEYS.alice), partsOf(KEYS.bob)];
  assert.is(await search.find(alice, bobs), null);
});

test('tells everybody of a statement that failed, and goes on', async () => {
  let isAway = true;
  const { ask } = lane;
  const search = openSearch({
    ask: (question) => (isAway ? Promise.reject(new Error('away')) : ask(question)),
  });
  const each = await Promise.allSettled([1, 2, 3].map(() => search.find(...partsOf(KEYS.bob))));
  assert.equal(
    each.map(({ status }) => status),
    ['rejected', 'rejected', 'rejected'],
  );
  isAway = false;
  assert.is((await search.find(...partsOf(KEYS.bob)))?.actor, 'bob');
});

test.run();
