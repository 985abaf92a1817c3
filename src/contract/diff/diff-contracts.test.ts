import type { ITask } from 'pg-promise';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readCatalog } from '../../catalog/read-catalog.ts';
import type { Catalog } from '../../catalog/routine.ts';
import { openTrialDatabase, type TrialDatabase } from '../../scratch/trial-database.ts';
import { contractHash } from '../contract-hash.ts';
import { diffContracts, isBreaking, tellChange } from './diff-contracts.ts';

const test = suite('diffContracts');
let database: TrialDatabase;

test.before(async () => {
  database = await openTrialDatabase();
  await database.admin.none(SCHEMA);
});
test.after(() => database?.close()); // none when before failed

const SCHEMA = `
create schema app;
create domain app.quantity as bigint constraint range check (value between 1 and 1000);
create domain app.percent as integer constraint range check (value between 0 and 100);
create domain app.rate as numeric constraint range check (value > 0 and value < 10);
create domain app.note as text constraint length check (length(value) between 1 and 20);
create domain app.code as text constraint form check (value ~ '^[A-Z]{3}$');
create domain app.colour as text constraint list check (value in ('red', 'blue'));
create domain app.even as integer constraint even check (value % 2 = 0);
create domain app.label as text not null;
create type app.part as (name text, size integer);

create function app.put_item(
    p_item_id uuid, p_quantity app.quantity, p_percent app.percent, p_rate app.rate,
    p_note app.note default null, p_code app.code default null, p_colour app.colour default 'red',
    p_even app.even default null, p_parts app.part[] default null, p_actor text default null
)
returns table (item_id uuid, quantity app.quantity, colour app.colour, part app.part,
    label app.label)
language plpgsql security definer set search_path = pg_catalog, pg_temp as 'begin end';
comment on function app.put_item is $c$
Put an item.

@http       POST /v1/items
@scope      item:write
@idempotent item_id
@timeout    2s
@single
@error      AP101 There is no such box.
$c$;

create function app.list_items(p_after bigint default null, p_limit app.percent default 50)
returns table (place bigint, note app.note) language plpgsql stable as 'begin end';
comment on function app.list_items is $c$
List items.

@http    GET /v1/items
@scope   item:read
@timeout 2s
@page    after place
$c$;

create function app.inner() returns integer language sql return 1;
comment on function app.inner is 'What another routine needs.';

create function app.colours() returns table (name text)
language plpgsql stable as 'begin end';
comment on function app.colours is
    E'List colours.\n@http GET /v1/colours\n@public\n@timeout 1s\n@most 10';
`;

/** Thrown to undo a change when it has been read. */
class Undo extends Error {}

/** The contract as it is, and as it would be after a change. */
async function readBoth(change: string): Promise<readonly [Catalog, Catalog]> {
  const read = async (db: ITask<unknown>): Promise<Catalog> => {
    const catalog = await readCatalog(db, { schema: 'app' });
    if (!catalog.ok) throw new Error(JSON.stringify(catalog.faults));
    return catalog.value;
  };
  const found: Catalog[] = [];
  await database.admin
    .tx(async (db) => {
      found.push(await read(db));
      await db.none(change);
      found.push(await read(db));
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  const [old, next] = found;
  assert.ok(old && next);
  return [old, next];
}

/** Changes a domain's check. */
const check = (domain: string, name: string, fact: string) =>
  `alter domain app.${domain} drop constraint ${name};
   alter domain app.${domain} add constraint ${name} check (${fact});`;

/** Makes a routine anew with other text in its declaration; its comment stays what it was. */
const redo = (name: string, from: string, to: string) => `
do $do$
declare
    v_oid constant oid := 'app.${name}'::regproc;
    v_text constant text := pg_get_functiondef(v_oid);
    v_comment constant text := obj_description(v_oid, 'pg_proc');
begin
    assert strpos(v_text, $a$${from}$a$) > 0, v_text;
    execute format('drop function %s', v_oid::regprocedure);
    execute replace(v_text, $a$${from}$a$, $b$${to}$b$);
    execute format('comment on function app.${name} is %L', v_comment);
end $do$;`;

/** Changes the comment of a routine. */
const retell = (name: string, from: string, to: string) => `
do $do$
declare
    v_text constant text := obj_description('app.${name}'::regproc, 'pg_proc');
begin
    assert v_text ~ $a$${from}$a$, v_text;
    execute format('comment on function app.${name} is %L',
        regexp_replace(v_text, $a$${from}$a$, $b$${to}$b$));
end $do$;`;

const ITEM = 'POST /v1/items';
const LIST = 'GET /v1/items';
const COLOURS = 'GET /v1/colours';

for (const [what, change, ...lines] of [
  // arguments
  [
    'an argument with a default',
    redo('put_item', 'p_actor text', 'p_more text DEFAULT NULL, p_actor text'),
    `compatible  ${ITEM}  The argument more is new and has a default.`,
  ],
  [
    'an argument without a default',
    redo('put_item', 'p_rate app.rate', 'p_rate app.rate, p_box text'),
    `breaking    ${ITEM}  The argument box is new and must be given.`,
  ],
  [
    'an argument that goes',
    redo('put_item', ', p_even app.even DEFAULT NULL::integer', ''),
    `breaking    ${ITEM}  The argument even is gone: it is refused.`,
  ],
  [
    'a default that goes',
    redo(
      'list_items',
      'p_after bigint DEFAULT NULL::bigint, p_limit app.percent DEFAULT 50',
      'p_box text, p_limit app.percent DEFAULT 50, p_after bigint DEFAULT NULL::bigint',
    ),
    `breaking    ${LIST}  The argument box is new and must be given.`,
  ],
  [
    'an argument that may be left out',
    redo('put_item', 'p_rate app.rate', 'p_rate app.rate DEFAULT 1'),
    `compatible  ${ITEM}  The argument rate may be left out.`,
    `compatible  ${ITEM}  The argument rate: it may be null now.`,
  ],
  [
    'another default',
    redo('list_items', 'DEFAULT 50', 'DEFAULT 60'),
    `breaking    ${LIST}  The argument limit: without it 50 was taken, now 60.`,
  ],
  [
    'an argument that moves into the path',
    retell('put_item', '/v1/items', '/v1/items/{item_id}'),
    `breaking    ${ITEM}  Its route is POST /v1/items/{item_id} now.`,
    `breaking    ${ITEM}  The argument item_id moved from the body to the path.`,
  ],
  // checks, on the way in and on the way out
  [
    'a wider range',
    check('percent', 'range', 'value between 0 and 200'),
    `compatible  ${LIST}  The argument limit: its maximum was 100 and is 200.`,
    `compatible  ${ITEM}  The argument percent: its maximum was 100 and is 200.`,
  ],
  [
    'a narrower range',
    check('percent', 'range', 'value between 5 and 100'),
    `breaking    ${LIST}  The argument limit: its minimum was 0 and is 5.`,
    `breaking    ${ITEM}  The argument percent: its minimum was 0 and is 5.`,
  ],
  [
    'a wider range of an int8 that comes back',
    check('quantity', 'range', 'value between 1 and 2000'),
    `breaking    ${ITEM}  The column quantity of the answer: its upper end was 1000 and is 2000.`,
    `compatible  ${ITEM}  The argument quantity: its upper end was 1000 and is 2000.`,
  ],
  [
    'the same range in other words',
    check('quantity', 'range', 'value > 0 and value < 1001'),
    `compatible  ${ITEM}  It does the same, in other words.`,
  ],
  [
    'an end that is not included any more',
    check('rate', 'range', 'value > 0 and value <= 10'),
    `compatible  ${ITEM}  The argument rate: its upper end was 10, not included and is 10.`,
  ],
  [
    'a shorter text',
    check('note', 'length', 'length(value) between 1 and 10'),
    `compatible  ${LIST}  The column note of the answer: its maxLength was 20 and is 10.`,
    `breaking    ${ITEM}  The argument note: its maxLength was 20 and is 10.`,
  ],
  [
    'another pattern',
    check('code', 'form', "value ~ '^[A-Z]{2}$'"),
    `breaking    ${ITEM}  The argument code: its pattern was ^[A-Z]{3}$, is ^[A-Z]{2}$.`,
  ],
  [
    'a choice more',
    check('colour', 'list', "value in ('red', 'blue', 'green')"),
    `breaking    ${ITEM}  The column colour of the answer: the choice green is new.`,
    `compatible  ${ITEM}  The argument colour: the choice green is new.`,
  ],
  [
    'a choice less',
    check('colour', 'list', "value in ('red', 'white')"),
    `breaking    ${ITEM}  The argument colour: the choice blue is gone.`,
    `breaking    ${ITEM}  The column colour of the answer: the choice white is new.`,
    `compatible  ${ITEM}  The argument colour: the choice white is new.`,
    `compatible  ${ITEM}  The column colour of the answer: the choice blue is gone.`,
  ],
  [
    'a check that only the database judges',
    'alter domain app.even drop constraint even',
    `compatible  ${ITEM}  The argument even: its check (VALUE % 2) = 0 is gone.`,
  ],
  [
    'a member of a composite',
    'alter type app.part add attribute weight integer',
    `compatible  ${ITEM}  The argument parts[].weight: it is new.`,
    `compatible  ${ITEM}  The column part.weight of the answer: it is new.`,
  ],
  [
    'a member of a composite that goes',
    'alter type app.part drop attribute size',
    `breaking    ${ITEM}  The argument parts[].size: it is gone.`,
    `breaking    ${ITEM}  The column part.size of the answer: it is gone.`,
  ],
  [
    'another type',
    redo('put_item', 'p_percent app.percent', 'p_percent text'),
    `breaking    ${ITEM}  The argument percent: it was integer and is string.`,
  ],
  // answers
  [
    'a column more',
    redo('list_items', 'note app.note)', 'more text, note app.note)'),
    `compatible  ${LIST}  The column more of the answer is new.`,
  ],
  [
    'a column that goes',
    redo('put_item', 'TABLE(item_id uuid, quantity', 'TABLE(item uuid, quantity'),
    `breaking    ${ITEM}  The column item_id of the answer is gone.`,
    `compatible  ${ITEM}  The column item of the answer is new.`,
  ],
  [
    'a column that may be null',
    'alter domain app.label drop not null',
    `breaking    ${ITEM}  The column label of the answer: it may be null now.`,
  ],
  [
    'an object that was a list',
    retell('put_item', '@single\n', ''),
    `breaking    ${ITEM}  The answer was one object and is a list.`,
  ],
  // tags
  [
    'a longer timeout',
    retell('put_item', '2s', '3s'),
    `compatible  ${ITEM}  It is cancelled after 3000 ms, and was after 2000 ms.`,
  ],
  [
    'a shorter timeout',
    retell('put_item', '2s', '900ms'),
    `breaking    ${ITEM}  It is cancelled after 900 ms, and was after 2000 ms.`,
  ],
  [
    'a scope more',
    retell('put_item', 'item:write', 'item:write item:read'),
    `breaking    ${ITEM}  It needs the scope item:read now.`,
  ],
  [
    'another scope',
    retell('put_item', 'item:write', 'item:put'),
    `breaking    ${ITEM}  It needs the scope item:put now.`,
    `compatible  ${ITEM}  It doesn't need the scope item:write any more.`,
  ],
  [
    'a route that is open',
    retell('put_item', '@scope +item:write', '@public'),
    `compatible  ${ITEM}  It needs no key any more.`,
  ],
  [
    'what a repetition is known by',
    retell('put_item', '@idempotent item_id', '@idempotent note'),
    `breaking    ${ITEM}  A repetition was known by item_id and is known by note.`,
  ],
  [
    'pages that end',
    retell('list_items', '@page +after place\n', ''),
    `breaking    ${LIST}  The list came page by page and comes whole: cursors are refused.`,
    `compatible  ${LIST}  The argument after is new and has a default.`,
  ],
  [
    'a list that may be longer',
    retell('colours', '@most 10', '@most 20'),
    `breaking    ${COLOURS}  The list has at most 20 rows, and had 10.`,
  ],
  [
    'a list that is shorter',
    retell('colours', '@most 10', '@most 5'),
    `compatible  ${COLOURS}  The list has at most 5 rows, and had 10.`,
  ],
  [
    'a rate',
    retell('put_item', '@single', '@single\n@rate writes 10/1s'),
    `breaking    ${ITEM}  What a caller may ask for was no limit and is 10 in 1000 ms.`,
  ],
  [
    'a code of a status that is known',
    retell('put_item', '@error', '@error AP102 It is not there.\n@error'),
    `compatible  ${ITEM}  It may refuse by AP102 now: It is not there.`,
  ],
  [
    'a code of a new status',
    retell('list_items', '@page', '@error AP201 It is in use.\n@page'),
    `breaking    ${LIST}  It may answer 409 now, by AP201: It is in use.`,
  ],
  [
    'a code that goes',
    retell('put_item', '@error .*\n', ''),
    `compatible  ${ITEM}  It never refuses by AP101 now.`,
  ],
  [
    'words',
    retell('put_item', 'Put an item', 'Lay an item down'),
    `compatible  ${ITEM}  It does the same, in other words.`,
  ],
  // routes
  [
    'another method',
    redo('list_items', ' STABLE', '') +
      retell('list_items', 'GET ([^\n]*)\n', 'POST \\1/{limit}\n@idempotent limit\n'),
    `breaking    ${LIST}  A repetition was known by nothing and is known by limit.`,
    `breaking    ${LIST}  Its route is POST /v1/items/{limit} now.`,
    `breaking    ${LIST}  The argument limit moved from the query to the path.`,
    `breaking    ${LIST}  The argument limit must be given: its default is gone.`,
  ],
  [
    'another name of the routine',
    'alter function app.list_items rename to items',
    `breaking    ${LIST}  Its operation was list_items and is items: generated clients call it so.`,
  ],
  [
    'a route that goes',
    'drop function app.list_items',
    `breaking    ${LIST}  The route is gone: it answers 404.`,
  ],
  [
    'a route that is not exposed any more',
    "comment on function app.list_items is 'List items.'",
    `breaking    ${LIST}  The route is gone: it answers 404.`,
  ],
  [
    'a new route',
    `comment on function app.inner is
      E'Inner.\n@http POST /v1/inner\n@public\n@timeout 1s\n@idempotent header'`,
    'compatible  POST /v1/inner  The route is new.',
  ],
  [
    'what no client sees',
    'alter function app.inner immutable',
    'compatible  Only what no client sees has changed.',
  ],
] as const) {
  test(`judges ${what}`, async () => {
    const [old, next] = await readBoth(change);
    const changes = diffContracts(old, next);
    assert.equal(changes.map(tellChange), lines);
    assert.is(
      isBreaking(changes),
      lines.some((line) => line.startsWith('breaking')),
    );
  });
}

test('finds nothing between a contract and itself', async () => {
  const [old, next] = await readBoth('set local jit = off');
  assert.is(contractHash(old), contractHash(next));
  assert.equal(diffContracts(old, next), []);
});

test.run();
