import { type RequestHandler } from 'express';

import { statusOfCode } from '../../contract/status-of-code.ts';
import { problem } from '../answer/problem.ts';
import { isRetryable, problemEntry, PROBLEMS } from '../answer/problem-register.ts';
import { contextOf } from '../request-context.ts';
import { escapeHtml } from './docs-page.ts';

/** GET /problems/CODE: what the `type` of a problem leads to; GET /problems lists all. */
export const problemPage: RequestHandler = (request, response) => {
  const { refusals } = contextOf(response).live;
  const code = String(request.params['code'] ?? '');
  const lines = code === '' ? listLines([...refusals.keys()]) : codeLines(code, refusals.get(code));
  if (lines === undefined) {
    throw problem('route-unknown', { members: { nearest: ['GET /problems'] } });
  }
  response.type('html').send(pageOf(code === '' ? 'Problems' : code, lines));
};

function listLines(refusals: readonly string[]): readonly string[] {
  const codes = [...Object.keys(PROBLEMS), ...refusals.toSorted()];
  return codes.map((code) => `<a href="/problems/${escapeHtml(code)}">${escapeHtml(code)}</a>`);
}

type Meanings = readonly (readonly [route: string, when: string])[];

function codeLines(code: string, meanings: Meanings = []): readonly string[] | undefined {
  const entry = problemEntry(code);
  if (entry) {
    const again = isRetryable(code) ? 'The same request may be sent again.' : NOT_AGAIN;
    return [`Status ${entry.status}. ${escapeHtml(entry.title)}`, escapeHtml(entry.advice), again];
  }
  if (meanings.length === 0) return undefined;
  const lines = meanings.map(
    ([route, when]) => `<code>${escapeHtml(route)}</code>: ${escapeHtml(when)}`,
  );
  const status = statusOfCode(code) ?? 500;
  return [`Status ${status}. The routines that answer so, and when:`, ...lines, NOT_AGAIN];
}

const NOT_AGAIN = 'The same request gets the same answer.';

const pageOf = (title: string, lines: readonly string[]): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<h1>${escapeHtml(title)}</h1>
${lines.map((line) => `<p>${line}</p>`).join('\n')}
</html>
`;
