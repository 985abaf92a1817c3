import type { RangeVar } from 'libpg-query';

import type { Statement } from '../statement.ts';

/** A change that a statement makes. */
export interface Write {
  /** As a reader says it: `insert`, `create table`. */
  readonly word: string;
  readonly start: number;
  /** The table whose rows it changes. */
  readonly target?: RangeVar | undefined;
}

/** The changes of rows that a statement makes, those in a WITH too. */
export function rowWrites(statement: Statement): readonly Write[] {
  const write = (word: string) => {
    return ({ relation }: { readonly relation?: RangeVar }): Write => {
      return { word, start: statement.at(relation?.location), target: relation };
    };
  };
  return [
    ...statement.all('InsertStmt').map(write('insert')),
    ...statement.all('UpdateStmt').map(write('update')),
    ...statement.all('DeleteStmt').map(write('delete')),
    ...statement.all('MergeStmt').map(write('merge')),
  ];
}

/** All changes that a statement makes, to rows and to anything else that others see. */
export function allWrites(statement: Statement): readonly Write[] {
  const [tag = ''] = Object.keys(statement.node);
  const rows = rowWrites(statement);
  if (MAKES_ROUTINE.has(tag) || !COMMAND.test(tag)) return rows;
  const word = COMMANDS[tag] ?? 'command that changes the database';
  return [...rows, { word, start: statement.start }];
}

/** What they do stands in their bodies. */
const MAKES_ROUTINE: ReadonlySet<string> = new Set(['CreateFunctionStmt', 'DoStmt']);

const COMMAND = new RegExp(
  '^(?:Create|Alter|Drop|Truncate|Index|Rename|Comment|Grant|Copy|Lock|Notify|Vacuum|Cluster|' +
    'Reindex|Refresh|View|Rule|SecLabel|Define|ImportForeign)',
);

const COMMANDS: Readonly<Record<string, string>> = {
  CreateStmt: 'create table',
  CreateTableAsStmt: 'create table',
  DropStmt: 'drop',
  AlterTableStmt: 'alter table',
  TruncateStmt: 'truncate',
  IndexStmt: 'create index',
  LockStmt: 'lock table',
  NotifyStmt: 'notify',
  CopyStmt: 'copy',
  GrantStmt: 'grant',
};
