import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Service } from '../options/service-options.ts';
import { ask, openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('linkToNext');
let trial: TrialService;
let service: Service;

test.before(async () => {
  trial = await openTrialService();
  await trial.database.admin.none(WORDS);
  service = await trial.start();
});
test.after(async () => {
  await service?.stop(); // neither is there when before failed
  await trial?.close();
});

/** One page: its words, and the way to the next. */
async function page(path: string) {
  const { status, text, headers } = await ask(service, path);
  assert.is(status, 200, text);
  const words = (JSON.parse(text) as { word: string | null }[]).map(({ word }) => word);
  const [, next] = /^<(.*)>; rel="next"$/.exec(headers.get('link') ?? '') ?? [];
  return { words, next };
}

const insert = (words: readonly string[]) =>
  trial.database.admin.none('insert into app.word select unnest($1::text[])', [words]);

const WORD = fc.string({ minLength: 1, maxLength: 4 }).filter((word) => !word.includes('\0'));

test('leads through each row that stays, once, whatever comes and goes meanwhile', async () => {
  const scene = fc.record({
    staying: fc.uniqueArray(WORD, { maxLength: 12 }),
    coming: fc.array(fc.array(WORD, { maxLength: 3 }), { maxLength: 6 }),
    limit: fc.integer({ min: 1, max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(scene, async ({ staying, coming, limit }) => {
      await trial.database.admin.none('truncate app.word');
      await insert(staying);
      const seen: (string | null)[] = [];
      let path: string | undefined = `/v1/words?limit=${limit}`;
      for (const words of [...coming, ...Array<string[]>(40).fill([])]) {
        if (path === undefined) break;
        const { words: got, next } = await page(path);
        seen.push(...got);
        path = next;
        await trial.database.admin.none('delete from app.word where not word = any($1)', [staying]);
        await insert(words.filter((word) => !staying.includes(word)));
      }
      assert.is(path, undefined);
      assert.is(new Set(seen).size, seen.length, 'a row came twice');
      assert.equal(
        staying.filter((word) => !seen.includes(word)),
        [],
        'a row was left out',
      );
    }),
    { numRuns: 25 },
  );
});

test('keeps a cursor to its filters, and lets the size of a page change', async () => {
  await trial.database.admin.none('truncate app.word');
  await insert(['a1', 'a2', 'a3', 'b1']);
  const { next = '' } = await page('/v1/words?starts=a&limit=1');
  assert.equal((await page(next.replace('limit=1', 'limit=5'))).words, ['a2', 'a3']);
  for (const other of [
    next.replace('starts=a', 'starts=b'),
    next.replace('starts=a&', ''),
    `${next}&starts=b`,
  ]) {
    const { status, json } = await ask(service, other);
    assert.is(status, 400);
    assert.match(String(json['code']), /^(cursor|input)-invalid$/);
  }
});

test('keeps what the client spelt, but for the cursor', async () => {
  const { next = '' } = await page('/v1/words?starts=%61&limit=1');
  assert.match(next, /^\/v1\/words\?starts=%61&limit=1&cursor=1\.[0-9a-f]{8}\.[\w-]+\.[\w-]{22}$/);
});

test('is refused aloud where the last row has no key', async () => {
  const { status, json, headers } = await ask(service, '/v1/holes');
  assert.equal([status, json['code']], [500, 'internal']);
  const line = trial.lines.find(
    ({ request, message }) => request === headers.get('request-id') && message === 'request failed',
  );
  assert.match(JSON.stringify(line), 'pages by a column that is null');
});

const WORDS = `
create table app.word (word text collate "C");
create function app.list_words(
    p_starts text default '', p_after text default null, p_limit app.page_size default 2
)
returns table (word text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select distinct w.word from app.word as w
    where (p_after is null or w.word > p_after) and starts_with(w.word, p_starts)
    order by w.word limit p_limit $$;
comment on function app.list_words is $c$
List words.

@http    GET /v1/words
@public
@timeout 2s
@page    after word
$c$;
create function app.list_holes(p_after text default null, p_limit app.page_size default 1)
returns table (word text) language sql stable as $$ select null::text limit p_limit $$;
comment on function app.list_holes is $c$
List nothing.

@http    GET /v1/holes
@public
@timeout 2s
@page    after word
$c$;
`;

test.run();
