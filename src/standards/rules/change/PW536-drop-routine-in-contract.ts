import type { Node, ObjectWithArgs } from 'libpg-query';

import { CONTRACT_STEP, isContractStep } from '../../ground/change/contract-step.ts';
import { isMadeAfter } from '../../ground/change/file-index.ts';
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
  on: ['DropStmt'],
  check: (statement, ground) => {
    if (!('DropStmt' in statement.node) || !isChange(statement, ground)) return [];
    const { removeType = '', objects = [] } = statement.node.DropStmt;
    if (!ROUTINES.has(removeType) || isContractStep(ground)) return [];
    const names = objects.flatMap((object) => {
      if (!('ObjectWithArgs' in object)) return [];
      const name = dottedName(object.ObjectWithArgs.objname);
      if (!isObjectInUse(`routine ${name}`, ground)) return [];
      return isMadeAfter(signatureOf(object.ObjectWithArgs), statement, ground) ? [] : [name];
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

/** As the file's index has it: `routine app.f(int8)`; without arguments where none are written. */
function signatureOf({ objname, objargs = [], args_unspecified }: ObjectWithArgs): string {
  const name = `routine ${dottedName(objname)}`;
  return args_unspecified === true ? name : `${name}(${objargs.map(typeOf).join()})`;
}

const typeOf = (node: Node): string => ('TypeName' in node ? typeName(node.TypeName) : '');
