import type { RangeVar } from 'libpg-query';

import type { SourceText } from '../source-text.ts';
import type { SqlFile } from '../sql-file.ts';
import type { Statement } from '../statement.ts';
import type { Known } from './known.ts';
import type { KnownRelation } from './relation.ts';

/** What a rule may ask about the ground on which a statement stands. */
export interface Ground {
  readonly file: SqlFile;
  readonly source: SourceText;
  /** All statements of the file, in the order of the text, those of bodies too. */
  readonly statements: readonly Statement[];
  /**
   * Whether the file changes a database that may be in use: a migration, or a file of no known
   * role.
   */
  readonly isChange: boolean;
  /**
   * A relation that the statements before this one made, in this file or in earlier ones of the
   * project; undefined where nothing is known of it.
   */
  readonly relation: (name: RangeVar | string | undefined) => KnownRelation | undefined;
  /** All of them. */
  readonly relations: () => readonly KnownRelation[];
  /** Whether this file made it, before this statement: nobody uses it yet, so nobody waits. */
  readonly isNew: (name: RangeVar | string | undefined) => boolean;
  /**
   * The file that made an object that is no relation: `routine app.f`, `schema app`, `type app.k`.
   */
  readonly madeBy: (object: string) => string | undefined;
  /** The routines of the project's repeatable files, as their names tell, and the files. */
  readonly repeatables: ReadonlyMap<string, string>;
}

/** What a file is linted with. */
export interface GroundParts {
  readonly file: SqlFile;
  readonly source: SourceText;
  readonly statements: readonly Statement[];
  readonly known: Known;
  readonly repeatables: ReadonlyMap<string, string>;
}

/** The ground of a file; it moves on with what is learnt. */
export function createGround({ known, ...parts }: GroundParts): Ground {
  const { path, role } = parts.file;
  return {
    ...parts,
    isChange: role === 'versioned' || role === 'other',
    relation: known.find,
    relations: known.all,
    isNew: (name) => known.find(name)?.file === path,
    madeBy: known.made,
  };
}
