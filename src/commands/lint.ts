import { join } from 'node:path';

import type { Config } from '../config.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { type Finding, isBlocking } from '../standards/finding.ts';
import type { Given } from '../standards/given/given.ts';
import { readGiven } from '../standards/given/read-given.ts';
import { readStaged } from '../standards/given/read-staged.ts';
import { lint, type LintReport } from '../standards/lint.ts';
import { knownRules } from '../standards/rule-words.ts';
import type { Command, Invocation } from './command.ts';
import { askLive } from './lint/ask-live.ts';
import { withBaseline } from './lint/baseline.ts';
import { explain } from './lint/explain.ts';
import { fixFirst } from './lint/fix-first.ts';
import { FORMAT_NAMES, printReport, readFormat } from './lint/print-report.ts';
import { watch } from './lint/watch.ts';

export const command: Command = {
  name: 'lint',
  purpose: 'judge the layout, names and places of SQL files',
  args: '[paths...]',
  options: [
    { flags: '--format <format>', says: `${FORMAT_NAMES.join(', ')}; text` },
    { flags: '--staged', says: 'judge what the next commit would hold' },
    { flags: '--watch', says: 'judge again what changes, until Ctrl-C' },
    { flags: '--baseline <file>', says: 'tell only what this file does not know' },
    { flags: '--write-baseline', says: 'write what is found to the file of --baseline' },
    { flags: '--layout', says: 'judge the layout of many files outside of the project too' },
    { flags: '--fix', says: 'mend the layout first, where that changes no meaning' },
    { flags: '--second-opinion', says: 'ask squawk too' },
    { flags: '--live', says: 'ask a scratch database too: trace the files, or what is pending' },
    { flags: '--data <source>', says: 'its rows: a script of psql, or a database to copy' },
    { flags: '--explain <rule>', says: 'tell what a rule holds, and why, by its id or name' },
  ],
  example: 'procwright lint sql/R/90_api',
  needsProject: false,
  run: async (invocation) => {
    const { config, args, options, signal } = invocation;
    const rules = await knownRules();
    const { explain: word, json } = options;
    if (word !== undefined) return explain(rules, String(word), json === true);
    const format = readFormat(options);
    const isNamed = args.length > 0 || options['staged'] === true;
    const run = async (given: Given): Promise<ExitCode> => {
      const traced = isNamed || given !== all ? given.texts : null; // null for what is pending
      const live = await askLive(invocation, traced);
      const report = withBaseline(await judge(invocation, given, live), options);
      printReport(report, { format, rules, config });
      return report.findings.some(isBlocking) ? EXIT.findings : EXIT.fine;
    };
    if (options['fix'] === true) await fixFirst(invocation, pathsOf(config, args));
    const all = readAll(invocation);
    if (options['watch'] !== true) return run(all);
    return watch(pathsOf(config, args), { first: all, run, signal });
  },
};

async function judge(
  { config, options, signal }: Invocation,
  given: Given,
  live: readonly Finding[],
): Promise<LintReport> {
  return lint(config, given, {
    live,
    signal,
    isAsked: options['layout'] === true,
    wantsSecondOpinion: options['secondOpinion'] === true,
  });
}

function readAll({ config, args, options }: Invocation): Given {
  if (options['staged'] === true) return readStaged(process.cwd(), args);
  return readGiven(pathsOf(config, args));
}

/** Without a path: all SQL of the project; without a project: of this folder. */
function pathsOf({ root }: Config, args: readonly string[]): readonly string[] {
  if (args.length > 0) return args;
  return [root === null ? '.' : join(root, 'sql')];
}
