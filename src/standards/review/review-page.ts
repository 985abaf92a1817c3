import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { Marked } from 'marked';

import { toDot } from './picture-dot.ts';
import { reviewMarkdown } from './review-markdown.ts';
import type { ReviewPack } from './review-pack.ts';

/** The pack of a review as one page of HTML that loads nothing: its pictures are in it as SVG. */
export async function reviewPage(pack: ReviewPack): Promise<string> {
  const graphviz = await Graphviz.load();
  const pictures: string[] = [];
  const markdown = reviewMarkdown(pack, (picture) => {
    const svg = graphviz.dot(toDot(picture));
    pictures.push(svg.slice(svg.indexOf('<svg')));
    return placeOf(pictures.length - 1);
  });
  const marked = new Marked({ gfm: true, renderer: { html: ({ text }) => escape(text) } });
  const body = pictures.reduce(
    (html, svg, index) => html.replace(`<p>${placeOf(index)}</p>`, () => `<figure>${svg}</figure>`),
    await marked.parse(markdown),
  );
  return `${HEAD}<body>\n${body}</body>\n</html>\n`;
}

/** What stands in the text for a picture, until the text is HTML. */
const placeOf = (index: number): string => `picture-${index}-of-the-review`;

/** What comes from files, a table's name too, is text and never a tag. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const HEAD = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Review</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
code, pre { font: 0.875em ui-monospace, monospace; background: #f3f4f6; }
pre { padding: 0.75rem; overflow-x: auto; }
figure { margin: 1rem 0; overflow-x: auto; }
li:has(> input) { list-style: none; }
</style>
</head>
`;
