import type { Picture } from './picture.ts';

/** A picture in the language of Graphviz, for a page that loads nothing. */
export function toDot({ tables, links }: Picture): string {
  const nodes = tables.map(({ name, columns }) => {
    const rows = columns.map(({ name: column, type, isKey, isReference }) => {
      const mark = isKey ? '<b>' : isReference ? '<i>' : '';
      const text =
        mark === '' ? escape(column) : `${mark}${escape(column)}${mark.replace('<', '</')}`;
      return `<tr><td align="left">${text}</td><td align="left">${escape(type)}</td></tr>`;
    });
    const head = `<tr><td colspan="2" bgcolor="#e8eef7"><b>${escape(name)}</b></td></tr>`;
    const look = 'border="0" cellborder="1" cellspacing="0"';
    return `  ${quoted(name)} [label=<<table ${look}>${head}${rows.join('')}</table>>];`;
  });
  const edges = links.map(({ from, to, columns, isAlways }) => {
    const style = isAlways ? 'solid' : 'dashed';
    const label = quoted(columns.join(', '));
    return `  ${quoted(from)} -> ${quoted(to)} [label=${label}, style=${style}];`;
  });
  const look = '  rankdir=LR; node [shape=plain, fontname="sans-serif", fontsize=10];';
  return [
    'digraph {',
    look,
    '  edge [fontname="sans-serif", fontsize=9];',
    ...nodes,
    ...edges,
    '}',
  ].join('\n');
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
