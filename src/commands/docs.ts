import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readSnapshot, SNAPSHOT_FILE } from '../contract/snapshot.ts';
import { statusOfCode } from '../contract/status-of-code.ts';
import { EXIT, CommandFault } from '../exit-code.ts';
import { nearest } from '../nearest.ts';
import { writeErrorsPage } from '../service/answer/errors-page.ts';
import { isRetryable, problemEntry, PROBLEMS } from '../service/answer/problem-register.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'docs',
  purpose: 'pages that are written from the code: errors, or the one of a problem or a refusal',
  args: '<page>',
  options: [],
  needsProject: false,
  example: 'procwright docs errors',
  run: async ({ config, args, options }) => {
    const [page = ''] = args;
    const root = config.project === null ? null : config.root;
    const text =
      page === 'errors' ? writeErrorsPage() : tellCode(page, root, options['json'] === true);
    process.stdout.write(text);
    return EXIT.fine;
  },
};

/** A code of the service, or one that a routine of the project promises. @throws {CommandFault} */
function tellCode(code: string, root: string | null, isJson: boolean): string {
  const refusals = root === null ? new Map<string, readonly Meaning[]>() : refusalsOf(root);
  const meanings = refusals.get(code);
  if (meanings === undefined) return tellProblem(code, [...refusals.keys()].sort(), isJson);
  const status = statusOfCode(code) ?? 500;
  if (isJson) return `${JSON.stringify({ code, status, retryable: false, meanings })}\n`;
  const lines = meanings.map(({ route, when }) => `  ${route}\n      ${when}`);
  return [`${code}: status ${status}, not retryable`, 'Said by', ...lines, ''].join('\n');
}

/** Where a refusal is said, and when. */
interface Meaning {
  readonly route: string;
  readonly when: string;
}

/** What the recorded contract promises, by code; nothing where there is none. */
function refusalsOf(root: string): ReadonlyMap<string, readonly Meaning[]> {
  const file = join(root, SNAPSHOT_FILE);
  const refusals = new Map<string, Meaning[]>();
  if (!existsSync(file)) return refusals;
  for (const { contract } of readSnapshot(SNAPSHOT_FILE, readFileSync(file, 'utf8')).routines) {
    if (contract.route === null) continue;
    const route = `${contract.route.method} ${contract.route.path}`;
    for (const { code, when } of contract.errors) {
      refusals.set(code, [...(refusals.get(code) ?? []), { route, when }]);
    }
  }
  return refusals;
}

/** One problem, offline. @throws {CommandFault} For a code that nobody says. */
function tellProblem(code: string, refusals: readonly string[], isJson: boolean): string {
  const entry = problemEntry(code);
  if (!entry) {
    const known = ['errors', ...Object.keys(PROBLEMS), ...refusals];
    throw new CommandFault(EXIT.usage, `There is no page ${code}.`, nearest(code, known));
  }
  const { status, title, advice } = entry;
  const retryable = isRetryable(code);
  if (isJson) return `${JSON.stringify({ code, status, title, retryable, advice })}\n`;
  return `${code}: status ${status}, ${retryable ? '' : 'not '}retryable\n${title}\n${advice}\n`;
}
