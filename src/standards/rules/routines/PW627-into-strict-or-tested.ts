import { givesOneRow } from '../../ground/one-row.ts';
import { partOf } from '../../ground/node-of.ts';
import type { Ground } from '../../ground/ground.ts';
import type { Body, BodyNode, Statement } from '../../statement.ts';
import type { BodyRule } from '../../rule.ts';

export const rule: BodyRule = {
  of: 'body',
  id: 'PW627',
  name: 'into-strict-or-tested',
  level: 'warning',
  summary: 'What is selected into a variable is strict, or tested behind it, by EXECUTE too.',
  why: `
Without strict no row gives null, and of several rows the first one counts, whichever that is. The
routine goes on with a value that isn't there, and fails somewhere else, or not at all. EXECUTE
doesn't set found: there ask for null, or for the row count.
`,
  bad: `
do $body$
declare
    v_stock bigint;
begin
    select stock into v_stock from app.item where item_id = 1;
    update app.total set stock = v_stock where total_id = 1;
end;
$body$;
`,
  good: `
do $body$
declare
    v_stock bigint;
begin
    select stock into strict v_stock from app.item where item_id = 1;
    update app.total set stock = v_stock where total_id = 1;
end;
$body$;
`,
  check: (body, _maker, ground) => {
    if (ground.file.role === 'test') return [];
    return body.nodes.flatMap((node) => {
      const query = queryInto(body, node, ground);
      if (query === undefined || node.value['into'] !== true) return [];
      if (node.value['strict'] === true) return [];
      if (isTested(body, node, query)) return [];
      const message = 'No row gives null here; write: into strict, or test found behind it';
      return [{ message, start: query.start }];
    });
  },
};

/** The query of a SELECT INTO, or the constant text of an EXECUTE INTO, that may find nothing. */
function queryInto(body: Body, node: BodyNode, { statements }: Ground): Statement | undefined {
  if (node.name === 'stmt_execsql') {
    const query = partOf(body, node, 'sqlstmt');
    return query !== undefined && mayFindNone(query) ? query : undefined;
  }
  const text = node.name === 'stmt_dynexecute' ? partOf(body, node, 'query') : undefined;
  if (text === undefined) return undefined;
  const run = statements.find(({ outer }) => outer === text);
  return run !== undefined && mayFindNone(run) ? text : undefined;
}

/** A query that reads a table, and may find nothing there. */
function mayFindNone({ node }: Statement): boolean {
  if (!('SelectStmt' in node)) return false;
  const { SelectStmt: query } = node;
  const isOfRows = (query.fromClause ?? []).some((item) => !('RangeFunction' in item));
  return isOfRows && !givesOneRow(query);
}

/** Whether what stands behind it asks for FOUND, for the number of rows, or for null. */
function isTested(body: Body, node: BodyNode, query: Statement): boolean {
  const behind = body.statements.filter(({ start }) => start > query.start);
  const names = targetsOf(node).join('|');
  const asked = new RegExp(`"sval":"(?:found${names === '' ? '' : `|${names}`})"`, 'i');
  const isAsked = behind.some((statement) =>
    [
      ...statement.all('NullTest'),
      ...statement.all('BooleanTest'),
      ...statement.all('CoalesceExpr'),
      ...statement.all('A_Expr').filter(({ kind }) => DISTINCT.has(kind ?? '')),
      ...statement
        .all('FuncCall')
        .filter(({ funcname }) => /nulls"/.test(JSON.stringify(funcname))),
    ].some((test) => asked.test(JSON.stringify(test))),
  );
  if (isAsked) return true;
  if (behind.some((one) => one.all('ColumnRef').some(({ fields }) => isFound(fields)))) return true;
  return body.nodes.some(({ name, start }) => name === 'stmt_getdiag' && start > query.start);
}

const DISTINCT: ReadonlySet<string> = new Set(['AEXPR_DISTINCT', 'AEXPR_NOT_DISTINCT']);

const isFound = (fields: unknown) =>
  /^\[\{"String":\{"sval":"found"\}\}\]$/.test(JSON.stringify(fields));

function targetsOf({ value }: BodyNode): readonly string[] {
  const target = (value['target'] ?? {}) as Target;
  const fields = (target.PLpgSQL_row?.fields ?? []).map(({ name }) => name);
  const record = target.PLpgSQL_rec?.refname;
  return [...fields, ...(record === undefined ? [] : [record])].map((name) =>
    (name.split('.').at(0) ?? name).replace(/\W/g, '.'),
  );
}

interface Target {
  readonly PLpgSQL_row?: { readonly fields?: readonly { readonly name: string }[] };
  readonly PLpgSQL_rec?: { readonly refname?: string };
}
