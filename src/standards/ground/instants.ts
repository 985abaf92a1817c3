import type { Node } from 'libpg-query';

import type { Statement } from '../statement.ts';
import { calledName } from './calls.ts';
import type { Ground } from './ground.ts';
import { nameParts, typeName } from './names.ts';
import { routineOf } from './routine.ts';

const INSTANT = /^timestamp/;

/**
 * Tells whether an expression is an instant, as far as the file tells: by a cast, by the type of a
 * known column, argument or variable, or by a name that ends in `_at`. Null where nothing tells.
 */
export function instantTypes(statement: Statement, { relation }: Ground) {
  const tables = statement.all('RangeVar').flatMap((table) => relation(table) ?? []);
  const types = (name: string) => [
    ...tables.flatMap(({ columns }) => columns.get(name)?.type ?? []),
    ...declaredTypes(statement.outer, name),
  ];
  const isInstant = (node: Node): boolean | null => {
    if ('TypeCast' in node) return INSTANT.test(typeName(node.TypeCast.typeName));
    if ('SQLValueFunction' in node) {
      return /CURRENT_TIMESTAMP|LOCALTIMESTAMP/.test(node.SQLValueFunction.op ?? '');
    }
    if ('FuncCall' in node) return calledName(node.FuncCall).name === 'now' ? true : null;
    if (!('ColumnRef' in node)) return null;
    const name = nameParts(node.ColumnRef.fields).at(-1) ?? '';
    const [type] = types(name);
    if (type !== undefined) return INSTANT.test(type);
    return name.endsWith('_at') ? true : null;
  };
  return isInstant;
}

/** The types that a body's variable or argument of a name has. */
function declaredTypes(maker: Statement | null, name: string): readonly string[] {
  if (maker === null) return [];
  const own = (routineOf(maker)?.arguments ?? []).filter((one) => one.name === name);
  const variables = (maker.body?.variables ?? []).flatMap(({ value }) => {
    const { refname, datatype } = value as Declared;
    const type = datatype?.PLpgSQL_type?.typname;
    return refname === name && type !== undefined ? [type.replace('pg_catalog.', '')] : [];
  });
  return [...own.map(({ type }) => type), ...variables];
}

interface Declared {
  readonly refname?: string;
  readonly datatype?: { readonly PLpgSQL_type?: { readonly typname?: string } };
}
