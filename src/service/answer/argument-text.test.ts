import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { ask, openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('argumentText');
let trial: TrialService;

/** A routine for each kind of argument and of result that a catalog can hold. */
const KINDS = `
create type app.mood as enum ('calm', 'it''s "bad"');
create type app.part as (name text, size bigint, moods app.mood[]);
create type app.whole as (part app.part, parts app.part[], day date);
create domain app.small as integer constraint small_fits check (value < 100);
create domain app.smaller as app.small constraint smaller_fits check (value < 10);
create domain app.some_parts as app.part[]
    constraint some_parts_are_few check (cardinality(value) <= 2);

create function app.kinds(
    p_mood app.mood default null, p_moods app.mood[] default null, p_part app.part default null,
    p_whole app.whole default null, p_parts app.some_parts default null,
    p_smaller app.smaller default null, p_smallers app.smaller[] default null,
    p_numbers bigint[] default null, p_days daterange default null, p_spell interval default null,
    p_address inet default null, p_json json default null, p_jsons jsonb[] default null,
    p_note text default 'none'
)
returns table (
    mood app.mood, moods app.mood[], part app.part, whole app.whole, parts app.some_parts,
    smaller app.smaller, smallers app.smaller[], numbers bigint[], days daterange, spell interval,
    address inet, json json, jsons jsonb[], note text
)
language sql set search_path = pg_catalog, pg_temp
return (p_mood, p_moods, p_part, p_whole, p_parts, p_smaller, p_smallers, p_numbers, p_days,
    p_spell, p_address, p_json, p_jsons, p_note);
comment on function app.kinds is
    E'Give back.\n@http POST /v1/kinds\n@public\n@timeout 5s\n@single\n@idempotent note';

create function app.nothing(p_note text) returns void
language sql set search_path = pg_catalog, pg_temp as '';
comment on function app.nothing is
    E'Do nothing.\n@http POST /v1/nothing\n@public\n@timeout 5s\n@single\n@idempotent note';

create function app.one_row() returns app.part
language sql stable set search_path = pg_catalog, pg_temp return row('x', 1, '{calm}')::app.part;
comment on function app.one_row is E'A row.\n@http GET /v1/row\n@public\n@timeout 5s\n@single';

create function app.scalar() returns bigint language sql stable return 9007199254740993;
comment on function app.scalar is E'A value.\n@http GET /v1/scalar\n@public\n@timeout 5s\n@single';
`;

test.before(async () => {
  trial = await openTrialService();
  const ready = trial.service.nextContract();
  await trial.database.admin.multi(`${KINDS}; notify procwright_contract`);
  await ready;
});
test.after(() => trial?.close()); // none when before failed

const PART = { name: 'a "b", (c)', size: '9007199254740993', moods: ['calm', null] };

for (const [what, body] of [
  ['an enum', { mood: 'it\'s "bad"' }],
  ['a list of enums', { moods: ['calm', 'it\'s "bad"', null] }],
  ['an object', { part: PART }],
  ['an object of nulls', { part: { name: null, size: null, moods: null } }],
  ['an object in an object', { whole: { part: PART, parts: [PART, PART], day: '2026-01-31' } }],
  ['a list of objects, in a domain', { parts: [PART, PART] }],
  ['an empty list', { parts: [], numbers: [] }],
  ['a domain over a domain', { smaller: 9, smallers: [1, null] }],
  ['a list of 64-bit numbers', { numbers: ['9223372036854775807', null] }],
  ['a range', { days: '[2026-01-01,2026-02-01)' }],
  ['text of types that JSON has no word for', { spell: 'P1D', address: '10.0.0.1' }],
  ['JSON', { json: { a: [1, null, { b: 'x' }] } }],
  ['a list of JSON', { jsons: [{ a: 1 }, [2], 'x', null] }],
] as const) {
  test(`passes ${what} there and back`, async () => {
    const { status, json, text } = await ask(trial.service, '/v1/kinds', { body, key: null });
    assert.is(status, 200, text);
    assert.equal({ ...json, ...body }, json);
  });
}

test('leaves what is absent to the default, and passes null', async () => {
  const absent = await ask(trial.service, '/v1/kinds', { body: { mood: 'calm' }, key: null });
  assert.is(absent.json['note'], 'none');
  const given = await ask(trial.service, '/v1/kinds', { body: { note: null }, key: null });
  assert.is(given.json['note'], null);
});

for (const [what, body, pointer] of [
  ['a label that the enum has not', { mood: 'wild' }, '#/mood'],
  ['a member that the object has not', { part: { ...PART, weight: 1 } }, '#/part/weight'],
  ['a number for 64 bits inside an object', { part: { size: 1 } }, '#/part/size'],
  ['what the lower domain refuses', { smaller: 10 }, '#/smaller'],
  ['what the upper domain refuses', { smaller: 100 }, '#/smaller'],
  ['too many items', { parts: [PART, PART, PART] }, '#/parts'],
  ['a list in a list', { numbers: [['1']] }, '#/numbers/0'],
] as const) {
  test(`refuses ${what}, and points to it`, async () => {
    const { status, json, text } = await ask(trial.service, '/v1/kinds', { body, key: null });
    assert.is(status, 400, text);
    assert.match(text, `"pointer":"${pointer}"`);
    assert.is.not(json['code'], 'internal');
  });
}

for (const [what, path, body, answer] of [
  ['nothing', '/v1/nothing', { note: 'x' }, {}],
  ['a row of a type', '/v1/row', undefined, { name: 'x', size: '1', moods: ['calm'] }],
  ['a bare value', '/v1/scalar', undefined, { scalar: '9007199254740993' }],
] as const) {
  test(`answers with ${what}`, async () => {
    const { status, json, text } = await ask(trial.service, path, { body, key: null });
    assert.is(status, 200, text);
    assert.equal(json, answer);
  });
}

test.run();
