import type { Statement } from '../statement.ts';

/** A variable that a body declares; no argument, and none of a loop. */
export interface DeclaredVariable {
  readonly name: string;
  /** As it is written, in lower case and without `pg_catalog`: `timestamp(3)`. */
  readonly type: string;
  readonly start: number;
}

/** The variables that the body of a routine or DO block declares with a type. */
export function declaredVariables({ body }: Statement): readonly DeclaredVariable[] {
  return (body?.variables ?? []).flatMap(({ name, value, start }) => {
    const type = typeOf(value['datatype']);
    if (name !== 'var' || value['lineno'] === undefined || type === null) return [];
    return [{ name: String(value['refname']), type, start }];
  });
}

function typeOf(datatype: unknown): string | null {
  if (typeof datatype !== 'object' || datatype === null || !('PLpgSQL_type' in datatype))
    return null;
  const { PLpgSQL_type: type } = datatype;
  if (typeof type !== 'object' || type === null || !('typname' in type)) return null;
  return typeof type.typname === 'string'
    ? type.typname.toLowerCase().replace(/^pg_catalog\./, '')
    : null;
}
