import { readFileSync } from 'node:fs';

import type { Finding } from './finding.ts';
import { paint } from '../output/paint.ts';

/** `file:line:column rule message`, the line itself, and a caret under the place. */
export function renderFinding(finding: Finding): string {
  const { file, line, column, rule, message } = finding;
  const source = readFileSync(file, 'utf8').split('\n')[line - 1] ?? '';
  const head = `${file}:${line}:${column} ${paint.bold(rule)} ${message}`;
  if (source.trim() === '') return head;
  const start = Math.max(0, column - WIDTH); // a long line is shown where it matters
  const caret = ' '.repeat(column - 1 - start) + paint.red('^');
  return `${head}\n    ${source.slice(start, start + WIDTH + 10)}\n    ${caret}`;
}

/** The closing line: how much was read, and how much there is to say. */
export function lintSummary(files: number, findings: number): string {
  const read = `${files} ${files === 1 ? 'file' : 'files'} read`;
  if (findings === 0) return `${read}, no finding.`;
  return `${read}, ${findings} ${findings === 1 ? 'finding' : 'findings'}.`;
}

const WIDTH = 100;
