import type { Node, VariableSetStmt } from 'libpg-query';

import { isContractStep } from '../../ground/change/contract-step.ts';
import { isMadeAfter } from '../../ground/change/file-index.ts';
import { isChange } from '../../ground/change/in-use.ts';
import { tableChanges } from '../../ground/change/table-changes.ts';
import type { Ground } from '../../ground/ground.ts';
import { dottedName, dropNames } from '../../ground/names.ts';
import type { Flaw, StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW533',
  name: 'triggers-stay-on',
  level: 'error',
  summary: 'Triggers of a table in use stay on.',
  why: `
A trigger that is off writes no audit row and refuses no change of what is immutable; foreign keys
are triggers too. Whatever is written meanwhile is never judged again, and a file that fails before
it switches them on leaves them off. A change that must be made passes the guards like any other.

A trigger that the same file makes again may be dropped.
`,
  bad: `
alter table app.item disable trigger all;
`,
  good: `
update app.item set note = '' where item_id between 1 and 500 and note is null;
`,
  on: ['AlterTableStmt', 'DropStmt', 'VariableSetStmt', 'FuncCall'],
  check: (statement, ground) => [
    ...tableChanges(statement, ground).flatMap(({ command, name, start }) => {
      if (!OFF.has(command.subtype ?? '')) return [];
      const which = command.name ?? 'each trigger';
      const message = `${which} no longer guards ${name}; leave it on`;
      return [{ message, start: start() }];
    }),
    ...droppedTriggers(statement, ground),
    ...replicaRoles(statement, ground),
  ],
};

const OFF: ReadonlySet<string> = new Set([
  'AT_DisableTrig',
  'AT_DisableTrigAll',
  'AT_DisableTrigUser',
  'AT_EnableReplicaTrig',
]);

function droppedTriggers(statement: Statement, ground: Ground): readonly Flaw[] {
  if (!('DropStmt' in statement.node)) return [];
  const { removeType, objects } = statement.node.DropStmt;
  if (removeType !== 'OBJECT_TRIGGER' || !isChange(statement, ground)) return [];
  return dropNames(objects).flatMap((name) => {
    const table = name.split('.').slice(0, -1).join('.');
    if (ground.isNew(table) || isContractStep(ground)) return [];
    if (isMadeAfter(`trigger ${name}`, statement, ground)) return [];
    if (isMadeAfter(`no ${table}`, statement, ground)) return [];
    return [
      { message: `${name} no longer guards its table; make it again in this file, or leave it` },
    ];
  });
}

/** As a replica a session fires no ordinary trigger. */
function replicaRoles(statement: Statement, { file }: Ground): readonly Flaw[] {
  if (file.role === 'undo' || !/session_replication_role/i.test(statement.text)) return [];
  const message = 'A session in this role fires no trigger and checks no foreign key; leave it';
  const sets = statement.all('VariableSetStmt').filter(isReplicaRole);
  const calls = statement
    .all('FuncCall')
    .filter(
      ({ funcname, args }) =>
        /(?:^|\.)set_config$/.test(dottedName(funcname)) && isReplica(NAME, args ?? []),
    );
  return [...sets, ...calls].map(({ location = 0 }) => {
    return { message, start: location > 0 ? statement.at(location) : statement.start };
  });
}

const NAME = 'session_replication_role';

function isReplicaRole({ name, args = [] }: VariableSetStmt): boolean {
  return name === NAME && isReplica(null, args);
}

/** Whether these are a setting's name, if it's among them, and the value `replica`. */
function isReplica(name: string | null, args: readonly Node[]): boolean {
  const texts = args.map((arg) => ('A_Const' in arg ? arg.A_Const.sval?.sval : undefined));
  const value = name === null ? texts[0] : texts[1];
  return value?.toLowerCase() === 'replica' && (name === null || texts[0] === name);
}
