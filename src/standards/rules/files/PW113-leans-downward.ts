import { byteAt, namesIn, repeatableName } from '../../ground/tree.ts';
import type { FileRule } from '../../rule.ts';

export const rule: FileRule = {
  of: 'file',
  id: 'PW113',
  name: 'leans-downward',
  level: 'error',
  summary: 'A routine knows the schemas of its own number and of lower ones.',
  why: `
Repeatable files run by their numbers: on an empty database, what stands above isn't there yet. And
rules that two routines share belong below both; a circle of schemas can't be read from any end.

Comments and strings may name any.
`,
  exampleFile: 'standards/cases/PW113/tree/sql/R/10_app/R__10_app.stock.sql',
  bad: `
create or replace function app.stock() returns bigint language sql return api.stock();
`,
  good: `
create or replace function app.stock() returns bigint language sql return app.count_stock();
`,
  check: (_, { file, source }) => {
    const own = repeatableName(file);
    if (own === null || file.root === null) return [];
    const above = namesIn(file.root, 'R').flatMap((folder) => {
      const [, number = '', schema] = /^(\d\d)_([a-z0-9_]+)$/.exec(folder) ?? [];
      return number > own.number && schema !== undefined ? [schema] : [];
    });
    if (above.length === 0) return [];
    const used = new RegExp(`(?<![\\w.])(?:${above.join('|')})\\.[a-z_]\\w*`, 'g');
    return [...withoutProse(source.text).matchAll(used)].map(({ 0: name, index }) => ({
      message: `${name} stands above: what it needs belongs down here.`,
      start: byteAt(source.text, index),
    }));
  },
};

/** Comments and quoted strings are blotted out, at equal length; bodies stay. */
function withoutProse(text: string): string {
  return text.replaceAll(/--.*|'(?:[^']|'')*'/g, (prose) => prose.replaceAll(/[^\n]/g, ' '));
}
