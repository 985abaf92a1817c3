import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadModule } from 'libpg-query';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readConfig, requireProject } from '../../../config.ts';
import { withCluster } from '../../../scratch/with-cluster.ts';
import { readText } from '../../read-file.ts';
import { withGround } from '../open-ground.ts';
import { type Traced, type TraceOptions, traceFiles } from './trace-files.ts';

const test = suite('traceFiles');
const config = requireProject(readConfig());

/** Unsafe by rule, and what stays silent beside it. */
const CASES: readonly (readonly [rule: string, unsafe: string, safe?: string])[] = [
  [
    'PW501',
    'create index item_code_idx on app.item (code)',
    'create index loose_idx on app.fresh (id)',
  ],
  ['PW502', 'drop index app.item_day_idx'],
  ['PW503', 'reindex table app.item'],
  [
    'PW505',
    'alter table app.item add constraint item_party_fkey foreign key (party_id) ' +
      'references app.party (id)',
    'alter table app.item add constraint item_party_fkey foreign key (party_id) ' +
      'references app.party (id) not valid',
  ],
  ['PW505', 'alter table app.item add column other_id bigint references app.party (id)'],
  [
    'PW506',
    'alter table app.item add constraint item_code_check check (code > -1)',
    'alter table app.item add constraint item_code_check check (code > -1) not valid',
  ],
  ['PW507', 'alter table app.item add constraint item_code_key unique (id, code)'],
  [
    'PW508',
    'alter table app.bare add constraint bare_pkey primary key (id)',
    'alter table app.bare add constraint bare_pkey primary key using index bare_id_key',
  ],
  [
    'PW509',
    'alter table app.item alter column code set not null',
    'alter table app.item alter column proven set not null',
  ],
  [
    'PW510',
    'alter table app.item add column extra text not null',
    "alter table app.item add column extra text not null default ''",
  ],
  [
    'PW511',
    'alter table app.item add column ref uuid default gen_random_uuid()',
    'alter table app.item alter column note set default gen_random_uuid()',
  ],
  ['PW512', 'alter table app.item add column twice int generated always as (code * 2) stored'],
  ['PW513', 'alter table app.item add column nr bigint generated always as identity'],
  ['PW513', 'alter table app.item add column nr bigserial'],
  [
    'PW514',
    'alter table app.item alter column code type bigint',
    'alter table app.item alter column label type text',
  ],
  ['PW515', 'alter table app.item drop column note'],
  ['PW516', 'drop table app.bare', 'drop table app.fresh'],
  ['PW516', 'drop view app.seen'],
  ['PW517', 'alter table app.item rename column note to remark'],
  ['PW517', 'alter table app.bare rename to bared'],
  ['PW518', 'truncate app.bare'],
  ['PW520', "update app.item set note = 'x'", "update app.item set note = 'x' where id <= 50"],
  ['PW520', 'delete from app.item', 'delete from app.item where id = 7'],
  ['PW521', 'alter table app.item add constraint item_excl exclude using btree (id with =)'],
  ['PW522', 'lock table app.item in exclusive mode'],
  ['PW523', 'cluster app.item using item_pkey'],
  ['PW524', 'alter table app.event detach partition app.event_1'],
  [
    'PW525',
    'alter table app.event attach partition app.event_2 for values from (3000) to (6000)',
    'alter table app.event attach partition app.event_3 for values from (6000) to (9000)',
  ],
  [
    'PW526',
    'refresh materialized view app.daily',
    'refresh materialized view concurrently app.daily',
  ],
  ['PW527', 'alter table app.item set unlogged'],
  ['PW528', 'drop table app.item cascade'],
  ['PW516', 'drop table app.busy'], // with its own check, default and trigger
  ['PW515', 'alter table app.busy drop column code'],
  [
    'PW529',
    "alter type app.mood rename value 'ok' to 'fine'",
    "alter type app.mood add value 'new'",
  ],
  ['PW530', 'set lock_timeout = 0', "set local lock_timeout = '1s'"],
  ['PW533', 'alter table app.item disable trigger all'],
  ['PW533', "set session_replication_role = 'replica'"],
  ['PW534', 'alter table app.item drop constraint item_proven_check'],
  ['PW534', 'alter table app.item alter column day drop not null'],
  ['PW536', 'drop function app.old_rate(bigint)'],
  [
    'PW538',
    'alter domain app.amount add constraint amount_check check (value > -1)',
    'alter domain app.amount add constraint amount_check check (value > -1) not valid',
  ],
  ['PW541', 'select app.nowhere()'],
];

const inBody = (sql: string): string => sql.replace(/^select /, 'perform ');

const PLACEMENTS: Readonly<Record<string, (sql: string) => string>> = {
  top: (sql) => `select 1;\n${sql};\n`,
  body: (sql) =>
    `do $do$\nbegin\n    if true then\n        ${inBody(sql)};\n    end if;\nend\n$do$;\n`,
  execute: (sql) =>
    `do $do$\nbegin\n    if true then\n        execute $q$${sql}$q$;\n    end if;\nend\n$do$;\n`,
};
const LINE: Readonly<Record<string, number>> = { top: 2, body: 4, execute: 4 };
const FRESH = 'create table app.fresh (id bigint primary key, party_id bigint);\n';

const files = CASES.flatMap(([rule, unsafe, safe], index) => [
  ...Object.entries(PLACEMENTS).map(([place, write]) => ({
    name: `${index}.${rule}.${place}`,
    text: write(unsafe),
  })),
  ...(safe === undefined ? [] : [{ name: `${index}.${rule}.safe`, text: `${FRESH}${safe};\n` }]),
]);

async function trace(
  texts: readonly { readonly name: string; readonly text: string }[],
  options: Partial<TraceOptions> = {},
): Promise<Traced> {
  await loadModule();
  const folder = mkdtempSync(join(tmpdir(), 'procwright-trace-'));
  const data = join(folder, 'setup.sql');
  writeFileSync(data, SETUP);
  try {
    return await withCluster(config, (cluster) =>
      withGround(config, cluster, { migrations: null, data, rows: 200 }, (ground) =>
        traceFiles(
          ground,
          texts.map(({ name, text }) => readText({ path: name, text })),
          {
            isSeries: false,
            mostRows: 100,
            probes: false,
            ...options,
          },
        ),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What is said beside a rule, and rightly. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  PW528: ['PW516'],
};

const SETUP = `
create schema app;
create type app.mood as enum ('sad', 'ok');
create domain app.amount as bigint;
create domain app.size as bigint constraint size_check check (value > 1);
create table app.party (id bigint generated always as identity primary key, name text not null);
create table app.item (
    id bigint generated always as identity primary key,
    party_id bigint not null,
    code integer,
    label varchar(40),
    note text,
    proven integer,
    amount app.amount,
    day date not null default current_date,
    constraint item_proven_check check (proven is not null)
);
create index item_day_idx on app.item (day);
create view app.seen as select id from app.item;
create materialized view app.daily as select g as day from generate_series(1, 5) as g;
create unique index daily_day_key on app.daily (day);
create table app.bare (id bigint not null);
create unique index bare_id_key on app.bare (id);
create table app.event (id bigint not null) partition by range (id);
create table app.event_1 partition of app.event for values from (1) to (3000);
create table app.event_2 (id bigint not null);
create table app.event_3 (
    id bigint not null,
    constraint event_3_check check (id >= 6000 and id < 9000)
);
insert into app.event_2 select 3000 + g from generate_series(1, 200) as g;
insert into app.event_3 select 6000 + g from generate_series(1, 200) as g;
create function app.old_rate(p_id bigint) returns bigint language sql as 'select p_id';
create function app.touch() returns trigger language plpgsql as 'begin return new; end';
create trigger item_touch before update on app.item for each row execute function app.touch();
create table app.busy (
    id bigserial primary key,
    code integer default 1,
    constraint busy_code_check check (code > 0 and id > 0)
);
create trigger busy_touch before update on app.busy for each row
when (new.id > 5) execute function app.touch();
insert into app.party (name) select 'p' || g from generate_series(1, 200) as g;
insert into app.item (party_id, code, label, proven)
select g, g, 'l' || g, g from generate_series(1, 200) as g;
`;

const MORE = [
  { name: 'create alone', text: 'create index concurrently item_code_idx on app.item (code);' },
  { name: 'drop alone', text: 'drop index concurrently app.item_day_idx;' },
  { name: 'vacuum', text: 'select 1;\nvacuum full app.item;' },
  { name: 'reindex alone', text: 'reindex schema app;' },
  {
    name: 'alter, insert',
    text: `alter table app.item add column extra text;
insert into app.bare select id + 100000 from app.item;`,
  },
  {
    name: 'contract',
    text: `-- Contract  nobody has read it since 2026-08-01: docs/adr/0001-item.md
drop table app.bare;
alter table app.item drop column note, drop constraint item_proven_check;
drop function app.old_rate(bigint);`,
  },
  {
    name: 'own',
    text: `create schema aside;
create function aside.help(p_id bigint) returns bigint language sql as 'select p_id';
drop function aside.help(bigint);
drop schema aside;
alter table app.item drop constraint item_proven_check,
    add constraint item_proven_check check (id > 0) not valid;
alter domain app.size drop constraint size_check;
alter domain app.size add constraint size_check check (value > 0) not valid;
drop function app.old_rate(bigint);
create function app.old_rate(p_item bigint) returns bigint language sql as 'select p_item';`,
  },
  { name: 'made up', text: 'alter table app.bare add constraint c check (id < 0);' },
  {
    name: 'given',
    text: `alter table app.event_2 add constraint c check (id < 9999);
insert into app.party (id, name) overriding system value values (1, 'again');`,
  },
];

const traced = await trace([...files, ...MORE]);

for (const [index, [rule, unsafe, safe]] of CASES.entries()) {
  test(`sees ${rule} in each placement: ${unsafe}`, () => {
    for (const place of Object.keys(PLACEMENTS)) {
      const name = `${index}.${rule}.${place}`;
      const said = traced.findings.filter(({ file }) => file === name);
      const lines = said.map((one) => `${one.line} ${one.rule} ${one.message}`).join('\n');
      const hit = said.find((one) => one.rule === rule && one.line === LINE[place]);
      assert.ok(hit, `${name}: ${lines}`);
      const others = said.filter(
        (one) => one.rule !== rule && !(BESIDE[rule] ?? []).includes(one.rule),
      );
      assert.equal(
        others.map((one) => `${one.rule} ${one.message}`),
        [],
        name,
      );
    }
  });
  if (safe === undefined) continue;
  test(`is silent on the twin of ${rule}: ${safe}`, () => {
    const said = traced.findings.filter(({ file }) => file === `${index}.${rule}.safe`);
    assert.equal(
      said.map((one) => `${one.rule} ${one.message}`),
      [],
    );
  });
}

const saidOf = (name: string): readonly string[] =>
  traced.findings.filter(({ file }) => file === name).map(({ rule, line }) => `${rule} ${line}`);

test('runs what needs no transaction on a copy, and judges it by its locks', () => {
  const alone = traced.reports.filter(({ isTransactional }) => !isTransactional);
  assert.equal(
    alone.map(({ file }) => `${file}: ${saidOf(file).join()}`),
    ['create alone: ', 'drop alone: ', 'vacuum: PW523 2', 'reindex alone: PW503 1'],
  );
});

test('says that a later statement works while an earlier one keeps everybody out', () => {
  assert.equal(saidOf('alter, insert'), ['PW531 2']);
});

test('lets a contract step take away, and a file what it made, or makes again', () => {
  assert.equal([...saidOf('contract'), ...saidOf('own')], []);
});

test('takes rows that were made up for no fault, and given rows for one', () => {
  assert.equal(saidOf('made up'), ['PW506 1']);
  assert.equal(saidOf('given'), ['PW506 1', 'PW541 2']);
});

test('goes on from what a file of a series left, and stops where one fails', async () => {
  const text = `update app.item set note = 'x' where id = 1;
alter table app.item alter column code type bigint, drop column note;
create table app.late (id bigint);
`;
  const { findings, reports } = await trace(
    [
      { name: '1.sql', text },
      { name: '2.sql', text: 'create index late_idx on app.late (id);' },
      { name: '3.sql', text: 'select 1 / 0;' },
      { name: '4.sql', text: 'create index item_code_idx on app.item (code);' },
    ],
    { isSeries: true, probes: true },
  );
  assert.equal(
    findings.filter(({ file }) => file !== '1.sql').map(({ file, rule }) => `${file} ${rule}`),
    ['2.sql PW501', '3.sql PW541'],
  );
  assert.is(reports.length, 3);
  const [update, alter] = reports[0]?.steps ?? [];
  assert.is(update?.rows[0]?.updated, 1);
  assert.ok((update?.wal ?? 0) > 0);
  assert.ok(alter?.locks.some(({ mode }) => mode === 'AccessExclusiveLock'));
  assert.ok((alter?.locks[0]?.heldMs ?? 0) >= (alter?.ms ?? Infinity));
  assert.equal(alter?.rewritten, ['app.item']);
  assert.equal(alter?.lost, ['table column app.item.note']);
  assert.equal(
    reports[0]?.waits.map(({ relation }) => relation),
    ['app.item'],
  );
});

test.run();
