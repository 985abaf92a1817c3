import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { type ProjectConfig, readTools } from '../config.ts';
import { type Group, type Part, timed } from '../output/part.ts';
import { pythonEnvironment } from '../python-environment.ts';
import { runProcess } from '../run-process.ts';

/** A tool that judges a folder: it says nothing new when it ends with 0. */
interface Check {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** Format and types of the suites' own code: one counted check a tool and folder. */
export async function checkCode(config: ProjectConfig, signal?: AbortSignal): Promise<Part> {
  return timed('format and types', async () => {
    const groups: Group[] = [];
    for (const check of checksOf(config)) groups.push(await run(config, check, signal));
    return groups;
  });
}

function checksOf(config: ProjectConfig): readonly Check[] {
  return Object.values(config.project.suites).flatMap(({ kind, folders }) =>
    kind === 'uvu'
      ? scriptChecks(config, folders)
      : folders.flatMap((folder) => pythonChecks(config, folder)),
  );
}

function scriptChecks({ root }: ProjectConfig, folders: readonly string[]): readonly Check[] {
  const beside = ['bin', 'setup', 'setup.mjs'].filter((name) => existsSync(join(root, name)));
  const node = (name: string, path: string, args: readonly string[]): Check => ({
    name,
    program: process.execPath,
    args: [path, ...args],
    cwd: root,
  });
  const paths = [...new Set([...folders, ...beside])];
  const checks = [node('prettier', binOf('prettier'), ['--check', ...paths])];
  const hasTypes = existsSync(join(root, 'tsconfig.json'));
  return hasTypes ? [...checks, node('tsc', binOf('typescript', 'tsc'), ['--noEmit'])] : checks;
}

function pythonChecks(config: ProjectConfig, folder: string): readonly Check[] {
  const cwd = join(config.root, folder);
  const program = readTools(config).python;
  return [
    { name: `ruff check ${folder}`, program, args: ['-m', 'ruff', 'check', '.'], cwd },
    { name: `ruff format ${folder}`, program, args: ['-m', 'ruff', 'format', '--check', '.'], cwd },
    { name: `mypy ${folder}`, program, args: ['-m', 'mypy', '--strict', '.'], cwd },
  ];
}

async function run(
  config: ProjectConfig,
  { name, program, args, cwd }: Check,
  signal: AbortSignal | undefined,
): Promise<Group> {
  const start = performance.now();
  const environment = pythonEnvironment(config);
  const { code, stdout, stderr } = await runProcess(program, args, { cwd, environment, signal });
  const seconds = (performance.now() - start) / 1000;
  const says = `${stdout}${stderr}`.trim();
  const verdict = code === 0 ? 'passed' : 'failed';
  return { name, seconds, cases: [{ name: 'finds nothing', verdict, says }] };
}

/** The program of a package, by the package's own word. */
function binOf(name: string, program = name): string {
  const require = createRequire(import.meta.url);
  const file = require.resolve(`${name}/package.json`);
  const { bin } = require(file) as { readonly bin: string | Readonly<Record<string, string>> };
  return join(dirname(file), typeof bin === 'string' ? bin : (bin[program] ?? ''));
}
