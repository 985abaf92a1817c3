import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import { type ProjectConfig, projectState, requireProject } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { exitCodeOf } from '../output/exit-code-of.ts';
import { writeJunit } from '../output/junit.ts';
import { casesOf, type Part, totalsOf } from '../output/part.ts';
import { failureLines, groupLine, skipLines, totalLine } from '../output/text.ts';
import { proveRoutines } from '../proof/prove-routines.ts';
import { withCluster } from '../scratch/with-cluster.ts';
import { testFiles } from '../sql-tree.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'test',
  purpose: 'run the pgTAP tests, several files at once',
  args: '[files...]',
  options: [{ flags: '--jobs <count>', says: 'how many files run at once' }],
  example: 'procwright test sql/tests/90_api',
  run: async ({ config: given, args, options, signal }) => {
    const config = requireProject(given);
    const jobs = options['jobs'] === undefined ? undefined : readJobs(String(options['jobs']));
    const files = args.flatMap((path) => filesBelow(config, path));
    const onGroup = options['json'] ? () => undefined : print;
    const part = await withCluster(config, (cluster) =>
      proveRoutines(config, cluster, { files, jobs, signal, onGroup }),
    );
    writeJunit(join(projectState(config), 'reports', 'pgtap.xml'), part);
    report(part, Boolean(options['json']));
    return exitCodeOf([part], config.isCi);
  },
};

function print(group: Parameters<typeof groupLine>[0]): void {
  process.stdout.write(`${groupLine(group)}\n`);
}

function report(part: Part, isJson: boolean): void {
  const cases = casesOf([part]);
  const totals = totalsOf(cases);
  const lines = [...failureLines(part.groups), ...skipLines(cases), totalLine(totals)];
  const text = isJson ? JSON.stringify({ ...part, totals }) : lines.join('\n');
  process.stdout.write(`${text}\n`);
}

/** The test files that a path stands for: itself, or all below it. */
function filesBelow({ root }: ProjectConfig, path: string): readonly string[] {
  const name = relative(root, resolve(path));
  if (!existsSync(resolve(path))) throw noTests(path, 'There is no such file.');
  const files = testFiles(root).filter((file) => file === name || file.startsWith(`${name}/`));
  if (files.length > 0) return files;
  throw noTests(path, 'Tests are the files *.test.sql below sql/tests.');
}

function noTests(path: string, fix: string): CommandFault {
  return new CommandFault(EXIT.nothingTested, `${path} holds no test.`, fix);
}

function readJobs(text: string): number {
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs > 0) return jobs;
  throw new CommandFault(EXIT.usage, `--jobs is ${text}.`, 'Give a whole number from 1 on.');
}
