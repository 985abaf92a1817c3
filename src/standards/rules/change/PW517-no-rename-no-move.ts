import type { Node, RangeVar } from 'libpg-query';

import { isMadeAfter } from '../../ground/change/file-index.ts';
import { isChange, isInUse, isObjectInUse } from '../../ground/change/in-use.ts';
import type { Ground } from '../../ground/ground.ts';
import { dottedName, relationName } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW517',
  name: 'no-rename-no-move',
  level: 'error',
  summary: 'What code names keeps its name and its schema.',
  why: `
Old code runs beside the new while a release comes out, and breaks in the moment of the rename; so
does the new code in the moment before. Add the new name beside the old, let the releases use it,
and drop the old one in a contract step. A table may be renamed where the same file makes a view of
the old name.
`,
  bad: `
alter table app.item rename column note to remark;
`,
  good: `
alter table app.item add column remark text;
`,
  on: ['RenameStmt', 'AlterObjectSchemaStmt'],
  check: (statement, ground) => {
    const what = renamed(statement.node);
    if (what === null || !isChange(statement, ground) || !isUsed(what, statement, ground))
      return [];
    const remedy = 'add the new name beside it, and drop the old one later';
    return [{ message: `Code that names ${what.name} breaks at once; ${remedy}` }];
  },
};

/** What gets another name or schema. */
interface Renamed {
  readonly name: string;
  readonly relation: RangeVar | undefined;
  /** Of what is no relation: `routine app.f`. */
  readonly object: string | null;
  readonly isWhole: boolean;
}

function renamed(node: Node): Renamed | null {
  if ('RenameStmt' in node) {
    const { renameType = '', relation, object, subname = '' } = node.RenameStmt;
    if (PARTS.has(renameType) && relation !== undefined) {
      return {
        name: `${relationName(relation)}.${subname}`,
        relation,
        object: null,
        isWhole: false,
      };
    }
    return whole(renameType, relation, object ?? (subname === '' ? undefined : word(subname)));
  }
  if (!('AlterObjectSchemaStmt' in node)) return null;
  const { objectType = '', relation, object } = node.AlterObjectSchemaStmt;
  return whole(objectType, relation, object);
}

const PARTS: ReadonlySet<string> = new Set(['OBJECT_COLUMN', 'OBJECT_ATTRIBUTE']);

const word = (sval: string): Node => ({ String: { sval } });

function whole(kind: string, relation: RangeVar | undefined, object?: Node): Renamed | null {
  if (RELATIONS.has(kind) && relation !== undefined) {
    return { name: relationName(relation), relation, object: null, isWhole: true };
  }
  const prefix = OBJECTS.get(kind);
  if (prefix === undefined || object === undefined) return null;
  const name = objectName(object);
  return { name, relation: undefined, object: `${prefix} ${name}`, isWhole: true };
}

const RELATIONS: ReadonlySet<string> = new Set([
  'OBJECT_TABLE',
  'OBJECT_VIEW',
  'OBJECT_MATVIEW',
  'OBJECT_FOREIGN_TABLE',
  'OBJECT_SEQUENCE',
]);

const OBJECTS: ReadonlyMap<string, string> = new Map([
  ['OBJECT_FUNCTION', 'routine'],
  ['OBJECT_PROCEDURE', 'routine'],
  ['OBJECT_ROUTINE', 'routine'],
  ['OBJECT_SCHEMA', 'schema'],
  ['OBJECT_TYPE', 'type'],
  ['OBJECT_DOMAIN', 'type'],
]);

function objectName(object: Node): string {
  if ('ObjectWithArgs' in object) return dottedName(object.ObjectWithArgs.objname);
  if ('List' in object) return dottedName(object.List.items);
  return 'String' in object ? (object.String.sval ?? '') : '';
}

/** Not where the file gives the old name to something else. */
function isUsed(
  { relation, object, name, isWhole }: Renamed,
  statement: Statement,
  ground: Ground,
) {
  if (object !== null) return isObjectInUse(object, ground);
  if (!isInUse(relation, ground)) return false;
  if (!isWhole) return true;
  const comesBack = [`view ${name}`, `name ${name.split('.').at(-1)}`];
  return !comesBack.some((what) => isMadeAfter(what, statement, ground));
}
