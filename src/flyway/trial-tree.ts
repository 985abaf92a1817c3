import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { ProjectConfig } from '../config.ts';

/** Files by their path below the project; null takes a file away. */
export type TreeChange = Readonly<Record<string, string | null>>;

/** For tests: writes the smallest tree that is whole into a trial project. */
export function writeTrialTree(config: ProjectConfig): void {
  copyFileSync(join(config.install, 'flyway.conf'), join(config.root, 'flyway.conf'));
  changeTree(config, TREE);
}

/** For tests: writes, replaces and takes away files. */
export function changeTree({ root }: ProjectConfig, files: TreeChange): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path);
    if (text === null) rmSync(file, { recursive: true });
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

/** For tests: one schema, one table, one routine, their way back and their test. */
export const TREE = {
  'sql/V/V0001__app.sql': `-- What   A schema and a table.
-- Why    Every test needs some ground.
-- Locks  None: every object is new.
-- Undo   sql/U/U0001__app.sql

create schema app;

create table app.item (
    item_id bigint not null,
    constraint item_pkey primary key (item_id)
);
`,
  'sql/U/U0001__app.sql': `-- Undoes  sql/V/V0001__app.sql
-- Needs   One transaction, opened by the runner.
-- Loses   The items.
-- Proof   Up, down, and up again leave the same catalog as a single up.

drop table app.item;
drop schema app;
`,
  'sql/R/10_app/R__10_app.twice.sql': `create or replace function app.twice(p_count bigint)
returns bigint
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $body$
begin
    return p_count * 2;
end;
$body$;

comment on function app.twice is 'Double a number.';

revoke all on function app.twice from public;
`,
  'sql/tests/10_app/twice.test.sql': `begin;
select plan(2);

select is(app.twice(2), 4::bigint, 'doubles what is given');
select is(app.twice(-1), -2::bigint, 'doubles what is below zero');

select finish();
rollback;
`,
  'sql/callbacks/afterConnect.sql': `set lock_timeout = '100ms';
set check_function_bodies = off;
`,
} as const;
