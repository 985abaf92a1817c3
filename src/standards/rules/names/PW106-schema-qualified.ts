import type { Node, RangeVar } from 'libpg-query';

import type { Ground } from '../../ground/ground.ts';
import { dottedName, dropNames, nameParts } from '../../ground/names.ts';
import { relationsNamed } from '../../ground/relations-named.ts';
import { isTemporary } from '../../ground/table-changes.ts';
import type { Flaw, StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW106',
  name: 'schema-qualified',
  level: 'error',
  summary: 'A table, a view, a routine or a type is named with its schema.',
  why: `
What a bare name means depends on the search_path of the session that runs it: the same file makes
its table in another schema, or drops that of somebody else.

Temporary tables have no schema, and those of pg_catalog need none.
`,
  bad: `
create table item (item_id bigint primary key);
`,
  good: `
create table app.item (item_id bigint primary key);
`,
  on: [
    'RangeVar',
    'InsertStmt',
    'UpdateStmt',
    'DeleteStmt',
    'MergeStmt',
    'CopyStmt',
    'CreateStmt',
    'CreateForeignTableStmt',
    'AlterTableStmt',
    'IndexStmt',
    'CreateTrigStmt',
    'CreatePolicyStmt',
    'RuleStmt',
    'ViewStmt',
    'CreateTableAsStmt',
    'RefreshMatViewStmt',
    'RenameStmt',
    'AlterObjectSchemaStmt',
    'CreateSeqStmt',
    'AlterSeqStmt',
    'CompositeTypeStmt',
    'VacuumRelation',
    'TableLikeClause',
    'Constraint',
    'CreateFunctionStmt',
    'CreateDomainStmt',
    'CreateEnumStmt',
    'AlterDomainStmt',
    'AlterEnumStmt',
    'DropStmt',
  ],
  check: (statement, ground) => [
    ...relationFlaws(statement, ground),
    ...otherNames(statement.node).flatMap((name) => {
      if (name.includes('.') || name === '' || name === PLACEHOLDER) return [];
      if (isTemporary({ relname: name }, ground)) return [];
      const start = placeOf(name, statement, ground.source.bytes);
      return [{ message: messageOf(name), start }];
    }),
  ],
};

const messageOf = (name: string) =>
  `Which ${name} this is depends on the search_path: name its schema.`;

/** What stands for a name that only the run of an EXECUTE knows. */
const PLACEHOLDER = 'some_name';

function relationFlaws(statement: Statement, ground: Ground): readonly Flaw[] {
  const bare = relationsNamed(statement).filter((one) => isBare(one, ground));
  if (bare.length === 0 || isOfTrigger(statement)) return [];
  const told = new Set(temporaries(ground)); // once a statement is enough
  return bare.flatMap(({ relname = '', location }) => {
    if (told.has(relname)) return [];
    told.add(relname);
    return [{ message: messageOf(relname), start: statement.at(location) }];
  });
}

function isBare(one: RangeVar, ground: Ground): boolean {
  const { relname = '', schemaname } = one;
  if (schemaname !== undefined || relname === PLACEHOLDER || relname.startsWith('pg_'))
    return false;
  return !isTemporary(one, ground);
}

/** In a trigger's routine a bare name may be the table of its transition. */
function isOfTrigger({ outer }: Statement): boolean {
  for (let one = outer; one !== null; one = one.outer) {
    const [routine] = one.all('CreateFunctionStmt');
    if (nameParts(routine?.returnType?.names).at(-1) === 'trigger') return true;
  }
  return false;
}

const seen = new WeakMap<Ground['statements'], ReadonlySet<string>>();

/** A routine may use a temporary table that another one of the file makes, or a later statement. */
function temporaries({ statements }: Ground): ReadonlySet<string> {
  const found = seen.get(statements);
  if (found !== undefined) return found;
  const names = statements.flatMap(({ node }) => {
    const table =
      'CreateStmt' in node
        ? node.CreateStmt.relation
        : 'CreateTableAsStmt' in node
          ? node.CreateTableAsStmt.into?.rel
          : 'ViewStmt' in node
            ? node.ViewStmt.view
            : undefined;
    return table?.relpersistence === 't' ? [table.relname ?? ''] : [];
  });
  const made = new Set(names);
  seen.set(statements, made);
  return made;
}

/** Names in the tree that are lists of words. */
function otherNames(node: Node): readonly string[] {
  if ('CreateFunctionStmt' in node) return [dottedName(node.CreateFunctionStmt.funcname)];
  if ('CreateDomainStmt' in node) return [dottedName(node.CreateDomainStmt.domainname)];
  if ('CreateEnumStmt' in node) return [dottedName(node.CreateEnumStmt.typeName)];
  if ('AlterDomainStmt' in node) return [dottedName(node.AlterDomainStmt.typeName)];
  if ('AlterEnumStmt' in node) return [dottedName(node.AlterEnumStmt.typeName)];
  if (!('DropStmt' in node) || !DROPPED.has(node.DropStmt.removeType ?? '')) return [];
  return dropNames(node.DropStmt.objects);
}

const DROPPED: ReadonlySet<string> = new Set([
  'OBJECT_TABLE',
  'OBJECT_VIEW',
  'OBJECT_MATVIEW',
  'OBJECT_SEQUENCE',
  'OBJECT_INDEX',
  'OBJECT_FUNCTION',
  'OBJECT_PROCEDURE',
  'OBJECT_ROUTINE',
  'OBJECT_TYPE',
  'OBJECT_DOMAIN',
]);

/** A list of words has no place in the tree: nearly always it's at the beginning. */
function placeOf(name: string, { start, end }: Statement, bytes: Buffer): number {
  const near = wordIn(bytes.toString('latin1', start, Math.min(end, start + NEAR)), name);
  return start + (near ?? wordIn(bytes.toString('latin1', start, end), name) ?? 0);
}

/** A routine is long, and may have hundreds of neighbours. */
const NEAR = 300;

/** Where a name stands as a word of its own, with its quote: not as a part of another one. */
function wordIn(text: string, name: string): number | null {
  const small = text.toLowerCase();
  const word = Buffer.from(name.toLowerCase()).toString('latin1');
  for (let at = small.indexOf(word); at !== -1; at = small.indexOf(word, at + 1)) {
    const end = at + word.length;
    if (end === small.length && end === NEAR) return null; // cut off: it may go on
    if (/\w/.test(small.charAt(end))) continue;
    const isQuoted = small.charAt(at - 1) === '"';
    if (isQuoted) return PART.test(small.charAt(at - 2)) ? at : at - 1;
    if (!PART.test(small.charAt(at - 1))) return at;
  }
  return null;
}

const PART = /[\w.]/;
