import type { CreateFunctionStmt, Node, ObjectWithArgs } from 'libpg-query';

import { CONTRACT_STEP, isContractStep } from '../../ground/change/contract-step.ts';
import { following } from '../../ground/change/following.ts';
import { isChange, isObjectInUse } from '../../ground/change/in-use.ts';
import { dottedName, typeName } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW536',
  name: 'drop-routine-in-contract',
  level: 'error',
  summary: 'A routine is dropped by a contract step.',
  why: `
Old callers that run beside the new break at once; a caller inside another routine is found by no
dependency. So the release that no longer calls it comes first, then
\`pg_stat_user_functions.calls\` stands still for a while, and a later file drops the routine: a
contract step, whose header names that proof.

    -- Contract  calls stood at 1,204 from 2026-08-01 to 2026-09-01: docs/adr/0040-old-rate.md

A routine that the same file makes again with the same arguments is fine.
`,
  bad: `
drop function app.old_rate(bigint);
`,
  good: `
comment on function app.old_rate(bigint) is 'Retired; a contract step drops it.';
`,
  check: (statement, ground) => {
    if (!('DropStmt' in statement.node) || !isChange(statement, ground)) return [];
    const { removeType = '', objects = [] } = statement.node.DropStmt;
    if (!ROUTINES.has(removeType) || isContractStep(ground)) return [];
    const later = following(statement, ground).map(({ node }) => node);
    const names = objects.flatMap((object) => {
      if (!('ObjectWithArgs' in object)) return [];
      const name = dottedName(object.ObjectWithArgs.objname);
      if (!isObjectInUse(`routine ${name}`, ground)) return [];
      return later.some((node) => makesAgain(node, object.ObjectWithArgs)) ? [] : [name];
    });
    if (names.length === 0) return [];
    return [{ message: `Old code may call ${names.join(', ')}; drop it in ${CONTRACT_STEP}` }];
  },
};

const ROUTINES: ReadonlySet<string> = new Set([
  'OBJECT_FUNCTION',
  'OBJECT_PROCEDURE',
  'OBJECT_ROUTINE',
  'OBJECT_AGGREGATE',
]);

function makesAgain(node: Node, dropped: ObjectWithArgs): boolean {
  if (!('CreateFunctionStmt' in node)) return false;
  const { funcname } = node.CreateFunctionStmt;
  if (dottedName(funcname) !== dottedName(dropped.objname)) return false;
  if (dropped.args_unspecified === true) return true;
  return argumentsOf(node.CreateFunctionStmt) === (dropped.objargs ?? []).map(typeOf).join();
}

/** What tells overloads apart: the types of what goes in. */
function argumentsOf({ parameters = [] }: CreateFunctionStmt): string {
  return parameters
    .flatMap((one) => {
      if (!('FunctionParameter' in one)) return [];
      const { mode, argType } = one.FunctionParameter;
      const isOut = mode === 'FUNC_PARAM_OUT' || mode === 'FUNC_PARAM_TABLE';
      return isOut ? [] : [typeName(argType)];
    })
    .join();
}

const typeOf = (node: Node): string => ('TypeName' in node ? typeName(node.TypeName) : '');
