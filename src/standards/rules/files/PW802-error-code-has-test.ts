import { byteAt, namesIn, textsBelow } from '../../ground/tree.ts';
import type { Flaw, FileRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: FileRule = {
  of: 'file',
  id: 'PW802',
  name: 'error-code-has-test',
  level: 'error',
  summary: 'A test names each code of a refusal.',
  why: `
A refusal that no test provokes is one that may never come, or come for another reason. Callers
branch on the code: it's as much of the contract as the answer.

Codes are those of the rows in an error_register, but for retired ones; where the project has no
such routine, those of the tags @error.
`,
  exampleFile: 'app/sql/R/10_app/R__10_app.error_register.sql',
  goodFile: 'app/sql/tests/10_app/error_register.test.sql',
  bad: `
create or replace function app.error_register()
returns table (code text, title text, retired boolean)
language sql
as $body$
    select code, title, retired
    from (values ('AP101', 'There is no such item.', false)) as register (code, title, retired);
$body$;
`,
  good: `
begin;
select plan(1);
select throws_ok('select app.stock(1)', 'AP101', 'There is no such item.', 'refuses 1');
select finish();
rollback;
`,
  check: (statements, { file, source }) => {
    const { role, root, name } = file;
    if (role !== 'repeatable' || root === null) return [];
    const codes = REGISTER.test(name)
      ? statements.flatMap(registeredIn)
      : hasRegister(root)
        ? []
        : taggedIn(source.text);
    if (codes.length === 0) return [];
    const tests = textsBelow(root, 'tests');
    return codes.flatMap(({ code, start }) => untested(code, start, tests));
  },
};

const REGISTER = /\.error_register\.sql$/;
const CODE = /^[A-Z][A-Z0-9]{4}$/;

interface Code {
  readonly code: string;
  readonly start: number;
}

function untested(code: string, start: number, tests: readonly string[]): readonly Flaw[] {
  if (tests.some((text) => text.includes(code))) return [];
  return [{ message: `No test provokes ${code}; write one below sql/tests.`, start }];
}

/** The rows of VALUES that begin with a code, and don't say true of `retired`. */
function registeredIn(statement: Statement): readonly Code[] {
  if (statement.kind === 'expression') return [];
  return statement
    .all('SelectStmt')
    .flatMap(({ valuesLists = [] }) => valuesLists)
    .flatMap((row) => {
      const items = 'List' in row ? (row.List.items ?? []) : [];
      const constants = items.flatMap((one) => ('A_Const' in one ? [one.A_Const] : []));
      const [first] = constants;
      const code = first?.sval?.sval ?? '';
      const isRetired = constants.some(({ boolval }) => boolval?.boolval === true);
      return isRetired || !CODE.test(code) ? [] : [{ code, start: statement.at(first?.location) }];
    });
}

function hasRegister(root: string): boolean {
  return namesIn(root, 'R').some((folder) =>
    namesIn(root, 'R', folder).some((name) => REGISTER.test(name)),
  );
}

function taggedIn(text: string): readonly Code[] {
  return [...text.matchAll(/^@error +([A-Z][A-Z0-9]{4})\b/gm)].map(({ 1: code = '', index }) => ({
    code,
    start: byteAt(text, index),
  }));
}
