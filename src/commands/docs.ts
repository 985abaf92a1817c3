import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Config } from '../config.ts';
import { readSnapshot, SNAPSHOT_FILE } from '../contract/snapshot.ts';
import { statusOfCode } from '../contract/status-of-code.ts';
import { CommandFault, EXIT, type ExitCode } from '../exit-code.ts';
import { nearest } from '../nearest.ts';
import { writeErrorsPage } from '../service/answer/errors-page.ts';
import { isRetryable, problemEntry, PROBLEMS } from '../service/answer/problem-register.ts';
import { rulePages } from '../standards/rule-pages.ts';
import type { Command, Invocation } from './command.ts';

export const command: Command = {
  name: 'docs',
  purpose: 'pages that are written from the code: errors, rules, or the one of a code or rule',
  args: '<page>',
  options: [{ flags: '--write', says: 'of rules: write all pages to standards/docs' }],
  needsProject: false,
  example: 'procwright docs errors',
  run: async ({ config, args, options }) => {
    const [page = ''] = args;
    const root = config.project === null ? null : config.root;
    if (page === 'rules' || /^PW\d/.test(page)) return tellRules(page, config, options);
    const text =
      page === 'errors' ? writeErrorsPage() : tellCode(page, root, options['json'] === true);
    process.stdout.write(text);
    return EXIT.fine;
  },
};

/** One page, or the list; with `--write` all of them into the harness's own folder. */
async function tellRules(
  page: string,
  { install }: Pick<Config, 'install'>,
  options: Invocation['options'],
): Promise<ExitCode> {
  const pages = await rulePages();
  if (options['write'] === true) {
    const folder = join(install, 'standards', 'docs');
    rmSync(folder, { recursive: true, force: true }); // a page of a rule that is gone goes too
    mkdirSync(folder);
    for (const { name, text } of pages) writeFileSync(join(folder, name), text);
    return EXIT.fine;
  }
  const name = `${page}.md`;
  const found = pages.find((one) => one.name === name);
  if (found === undefined) {
    const known = pages.map((one) => one.name.replace(/\.md$/, ''));
    throw new CommandFault(EXIT.usage, `There is no rule ${page}.`, nearest(page, known));
  }
  process.stdout.write(found.text);
  return EXIT.fine;
}

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
