import type { KnownRelation } from '../ground/relation.ts';

/** Tables and what binds them, to be drawn. */
export interface Picture {
  readonly tables: readonly {
    readonly name: string;
    readonly columns: readonly PictureColumn[];
  }[];
  /** From the table with the foreign key to the one that it names. */
  readonly links: readonly {
    readonly from: string;
    readonly to: string;
    readonly columns: readonly string[];
    /** The key's columns are all not null: each row has its parent. */
    readonly isAlways: boolean;
  }[];
}

interface PictureColumn {
  readonly name: string;
  readonly type: string;
  readonly isKey: boolean;
  readonly isReference: boolean;
}

/** Some tables of a schema, and those to which foreign keys bind them. */
export function pictureOf(
  schema: ReadonlyMap<string, KnownRelation>,
  names: ReadonlySet<string>,
): Picture {
  const all = [...schema.values()].filter(({ kind }) => kind === 'table');
  const links = all.flatMap((table) =>
    table.constraints.flatMap(({ kind, parent, columns }) => {
      if (kind !== 'foreign' || parent === null) return [];
      if (!names.has(table.name) && !names.has(parent)) return [];
      const isAlways = columns.every((name) => table.columns.get(name)?.isNotNull === true);
      return [{ from: table.name, to: parent, columns, isAlways }];
    }),
  );
  const drawn = new Set([...names, ...links.flatMap(({ from, to }) => [from, to])]);
  return { tables: all.filter(({ name }) => drawn.has(name)).map(drawnTable), links };
}

function drawnTable({ name, columns, constraints }: KnownRelation) {
  const of = (kind: string) =>
    new Set(constraints.flatMap((one) => (one.kind === kind ? one.columns : [])));
  const [keys, references] = [of('primary'), of('foreign')];
  return {
    name,
    columns: [...columns.values()].map((column) => ({
      name: column.name,
      type: column.type,
      isKey: keys.has(column.name),
      isReference: references.has(column.name),
    })),
  };
}

/** As a diagram of Mermaid, which GitHub and GitLab draw in Markdown. */
export function toMermaid({ tables, links }: Picture): string {
  const entities = tables.flatMap(({ name, columns }) => [
    `  "${name}" {`,
    ...columns.map(({ type, name: column, isKey, isReference }) => {
      const marks = [...(isKey ? ['PK'] : []), ...(isReference ? ['FK'] : [])].join(', ');
      return `    ${word(type)} ${word(column)}${marks === '' ? '' : ` ${marks}`}`;
    }),
    '  }',
  ]);
  const lines = links.map(({ from, to, columns, isAlways }) => {
    const end = isAlways ? '||' : 'o|';
    return `  "${from}" }o--${end} "${to}" : "${columns.join(', ')}"`;
  });
  return ['erDiagram', ...entities, ...lines].join('\n');
}

/** Mermaid takes no brackets and dots in a column. */
function word(text: string): string {
  return text.replaceAll(/[^\w]+/g, '_').replace(/_$/, '') || 'unknown';
}
