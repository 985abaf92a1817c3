import type { Node, RangeVar, TypeName } from 'libpg-query';

/** `schema.name`, or the bare name. */
export function relationName({ schemaname, relname }: RangeVar): string {
  return schemaname ? `${schemaname}.${relname ?? ''}` : (relname ?? '');
}

/** The parts of a name in a list of strings; `*` and subscripts give none. */
export function nameParts(names: readonly Node[] | undefined): readonly string[] {
  const parts: string[] = []; // asked for more often than anything else
  for (const part of names ?? []) {
    if ('String' in part && part.String.sval !== undefined) parts.push(part.String.sval);
  }
  return parts;
}

/** The parts of a name joined by dots. */
export function dottedName(names: readonly Node[] | undefined): string {
  return nameParts(names).join('.');
}

/** The objects that a DROP names, each joined by dots. */
export function dropNames(objects: readonly Node[] | undefined): readonly string[] {
  return (objects ?? []).map((object) => {
    if ('List' in object) return dottedName(object.List.items);
    if ('ObjectWithArgs' in object) return dottedName(object.ObjectWithArgs.objname);
    if ('TypeName' in object) return dottedName(object.TypeName.names);
    return 'String' in object ? (object.String.sval ?? '') : '';
  });
}

/** A type as a reader writes it, without pg_catalog: `int8`, `varchar(40)`, `app.kind[]`. */
export function typeName(type: TypeName | undefined): string {
  const parts = nameParts(type?.names).filter((part) => part !== 'pg_catalog');
  const modifiers = (type?.typmods ?? []).map((one) =>
    'A_Const' in one ? String(one.A_Const.ival?.ival ?? 0) : '',
  );
  const within = modifiers.length > 0 ? `(${modifiers.join(',')})` : '';
  return `${parts.join('.')}${within}${'[]'.repeat(type?.arrayBounds?.length ?? 0)}`;
}
