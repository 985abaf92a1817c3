import { namesMade } from '../../ground/names-made.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW101',
  name: 'snake-lower-names',
  level: 'error',
  summary: 'A name is made of small letters, digits and underscores, and needs no quotes.',
  why: `
A name with a capital or a blank must be quoted for ever, in each query of each client: bodyText
without its quotes is another column, bodytext, which isn't there.

Capitals without quotes are small letters to PostgreSQL; how they look is a matter of layout.
`,
  bad: `
create table app.item (item_id bigint primary key, "bodyText" text not null);
`,
  good: `
create table app.item (item_id bigint primary key, body_text text not null);
`,
  on: [
    'ColumnDef',
    'CreateStmt',
    'AlterTableStmt',
    'CreateFunctionStmt',
    'CreateDomainStmt',
    'CreateEnumStmt',
    'CreateSchemaStmt',
    'IndexStmt',
    'CreateTrigStmt',
    'CreatePolicyStmt',
    'CreateRoleStmt',
    'RenameStmt',
    'DefineStmt',
    'ViewStmt',
    'CreateSeqStmt',
    'CompositeTypeStmt',
    'CreateTableAsStmt',
  ],
  check: (statement, ground) =>
    namesMade(statement, ground).flatMap(({ name, location }) => {
      if (SNAKE.test(name)) return [];
      const message = `"${name}" must be quoted for ever; write: ${snake(name)}`;
      return [{ message, start: placeOf(name, statement.at(location), ground.source.bytes) }];
    }),
};

const SNAKE = /^[\p{Ll}\p{Lo}_][\p{Ll}\p{Lo}\p{N}_$]*$/u;

function snake(name: string): string {
  const words = name.replaceAll(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, '_').toLowerCase();
  const plain = words.replaceAll(/[^\p{L}\p{N}]+/gu, '_').replaceAll(/^_+|_+$/g, '');
  return /^\p{L}/u.test(plain) ? plain : `x_${plain}`;
}

/** Many a name has no place of its own in the tree: it is the next one behind the statement's. */
function placeOf(name: string, start: number, bytes: Buffer): number {
  const at = bytes.indexOf(`"${name.replaceAll('"', '""')}"`, Math.max(0, start - name.length - 2));
  return at === -1 ? start : at;
}
