import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { connectionOf } from '../../cluster/logins.ts';
import { readConfig, requireProject } from '../../config.ts';
import { connect } from '../../db/connect.ts';
import { withClone } from '../../scratch/clone.ts';
import { ensureTemplate } from '../../scratch/template.ts';
import { withCluster } from '../../scratch/with-cluster.ts';
import { linesOf } from './check-privileges.ts';
import { judgeGrants } from './judge-grants.ts';
import { outcomeOf, readPrivileges } from './read-privileges.ts';
import { TRICKS } from './tricks.ts';

const test = suite('readPrivileges');
const config = requireProject(readConfig());
const { lanes, api } = config.project;

/** What everybody may do in PostgreSQL, and no owner can take away for good. */
const OPEN_TO_ALL = ['hold an advisory lock'];

test('finds what is planted, and no lane that can do a trick', () =>
  withCluster(config, async (cluster) => {
    const template = await ensureTemplate(config, cluster);
    await withClone(config, cluster, template, async (database) => {
      const admin = connect({ ...connectionOf(config, cluster, 'superuser', database), max: 2 });
      try {
        const before = await readPrivileges(config, cluster, database);
        assert.equal(judgeGrants(before.grants, { catalog: before.catalog, lanes }), []);
        const done = before.tried.flatMap(([what, outcome]) => (outcome === 'done' ? [what] : []));
        const open = Object.values(lanes).flatMap((login) =>
          OPEN_TO_ALL.map((name) => `${login}: ${name}`),
        );
        assert.equal(done, open);

        const planted = { schema: api, reader: lanes.read, writer: lanes.write, database };
        await admin.none(PLANT, planted);
        const after = await readPrivileges(config, cluster, database);
        const known = new Set(linesOf(before));
        const news = linesOf(after).filter((line) => !known.has(line));
        for (const line of [
          `${lanes.read} select ${api}.planted_table`,
          `${lanes.read} execute ${api}.planted_routine`,
          `${lanes.write} insert column ${api}.planted_other`,
          `${lanes.write} create schema ${api}`,
        ]) {
          assert.ok(news.includes(line), `${line} is not among ${news.join(', ')}`);
        }
        assert.is(judgeGrants(after.grants, { catalog: after.catalog, lanes }).length, 4);
      } finally {
        await admin.$pool.end();
      }
    });
  }));

test('sees a trick done by who can do it', () =>
  withCluster(config, async (cluster) => {
    const admin = connect({ ...connectionOf(config, cluster, 'superuser'), max: 1 });
    try {
      const harmless = /^(become|make a role|read|list|make a temporary|store|log|switch)/;
      for (const trick of TRICKS.filter(({ name }) => harmless.test(name))) {
        const outcome = await outcomeOf(admin, trick);
        const expected = trick.name === 'read statements of others' ? ['done', '22012'] : ['done'];
        assert.ok(expected.includes(outcome), `${trick.name}: ${outcome}`);
      }
    } finally {
      await admin.$pool.end();
    }
  }));

const PLANT = `
create table $<schema:name>.planted_table (a integer);
create table $<schema:name>.planted_other (a integer, b integer);
create function $<schema:name>.planted_routine() returns integer language sql return 1;
revoke all on function $<schema:name>.planted_routine() from public;
comment on function $<schema:name>.planted_routine() is 'Do nothing.';
grant select on $<schema:name>.planted_table to $<reader:name>;
grant insert (a) on $<schema:name>.planted_other to $<writer:name>;
grant execute on function $<schema:name>.planted_routine() to $<reader:name>;
grant create on schema $<schema:name> to $<writer:name>
`;

test.run();
