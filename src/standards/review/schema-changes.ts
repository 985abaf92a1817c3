import type { KnownConstraint, KnownIndex, KnownRelation } from '../ground/relation.ts';

/** A relation that isn't what it was. */
export interface RelationChange {
  readonly name: string;
  readonly kind: 'added' | 'changed' | 'removed';
  /** What is different, a line each, `+` and `-` in front; of a new relation all it has. */
  readonly lines: readonly string[];
}

type Schema = ReadonlyMap<string, KnownRelation>;

/** Compares two states of a schema, by name. */
export function diffSchemas(before: Schema, after: Schema): readonly RelationChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return names.flatMap((name): readonly RelationChange[] => {
    const old = linesOf(before.get(name));
    const now = linesOf(after.get(name));
    const lines = [
      ...old.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
      ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
    ];
    const kind = !before.has(name) ? 'added' : after.has(name) ? 'changed' : 'removed';
    return lines.length === 0 && kind === 'changed' ? [] : [{ name, kind, lines }];
  });
}

function linesOf(relation: KnownRelation | undefined): readonly string[] {
  if (relation === undefined) return [];
  const columns = [...relation.columns.values()].map(
    ({ name, type, isNotNull }) => `${name} ${type}${isNotNull ? ' not null' : ''}`,
  );
  return [
    ...columns,
    ...relation.constraints.map(constraintLine),
    ...relation.indexes.map(indexLine),
  ];
}

function constraintLine({ name, kind, columns, parent, isValid }: KnownConstraint): string {
  const key = columns.length > 0 ? ` (${columns.join(', ')})` : '';
  const to = parent === null ? '' : ` to ${parent}`;
  return `${kind} ${name ?? 'without a name'}${key}${to}${isValid ? '' : ', not valid'}`;
}

function indexLine({ name, columns, isUnique, isPartial, included }: KnownIndex): string {
  const key = columns.map((column) => column ?? 'an expression').join(', ');
  const more = included.length > 0 ? `, with ${included.join(', ')}` : '';
  const words = `${isUnique ? 'unique ' : ''}index`;
  return `${words} ${name ?? 'without a name'} (${key})${more}${isPartial ? ', partial' : ''}`;
}
