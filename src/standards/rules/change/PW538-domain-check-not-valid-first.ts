import { isInTransaction } from '../../ground/change/file-transaction.ts';
import { statementsBefore } from '../../ground/change/file-index.ts';
import { isChange, isObjectInUse } from '../../ground/change/in-use.ts';
import type { Ground } from '../../ground/ground.ts';
import { dottedName } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW538',
  name: 'domain-check-not-valid-first',
  level: 'error',
  summary: 'A check comes to a domain in use as not valid; a later file validates it.',
  why: `
To add a check to a domain PostgreSQL locks each table that has a column of it against writes, and
reads all their rows. \`not valid\` reads none: the check holds for all that is written from then
on. \`validate constraint\` reads the old rows, in the next file.
`,
  bad: `
alter domain app.amount add constraint amount_is_positive check (value > 0);
`,
  good: `
alter domain app.amount add constraint amount_is_positive check (value > 0) not valid;
`,
  on: ['AlterDomainStmt'],
  check: (statement, ground) => {
    if (!('AlterDomainStmt' in statement.node) || !isChange(statement, ground)) return [];
    const { subtype = '', typeName, def, name = '' } = statement.node.AlterDomainStmt;
    const domain = dottedName(typeName);
    if (!isObjectInUse(`type ${domain}`, ground)) return [];
    if (subtype === SET_NOT_NULL) {
      return [{ message: messageOf(domain, `write: add check (value is not null) not valid`) }];
    }
    if (subtype === VALIDATE) {
      if (!isAddedHere(domain, name, statement, ground) || !isInTransaction(ground)) return [];
      return [{ message: messageOf(domain, 'validate it in the next file') }];
    }
    if (subtype !== ADD || def === undefined || !('Constraint' in def)) return [];
    if (def.Constraint.skip_validation === true) return [];
    const remedy = 'write: not valid; and validate it in the next file';
    return [{ message: messageOf(domain, remedy), start: statement.at(def.Constraint.location) }];
  },
};

const messageOf = (domain: string, remedy: string): string =>
  `Each table with a column of ${domain} is locked and read; ${remedy}`;

function isAddedHere(domain: string, name: string, statement: Statement, ground: Ground): boolean {
  return statementsBefore('AlterDomainStmt', statement, ground).some(({ node }) => {
    if (!('AlterDomainStmt' in node)) return false;
    const { typeName, def } = node.AlterDomainStmt;
    const isCheck = def !== undefined && 'Constraint' in def && def.Constraint.conname === name;
    return isCheck && dottedName(typeName) === domain;
  });
}

/** As gram.y has the kinds of ALTER DOMAIN. */
const ADD = 'C';
const SET_NOT_NULL = 'O';
const VALIDATE = 'V';
