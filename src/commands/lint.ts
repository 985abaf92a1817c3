import { join } from 'node:path';

import type { Config } from '../config.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { isBlocking } from '../standards/finding.ts';
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
    const run = async (given: Given): Promise<ExitCode> => {
      const report = withBaseline(await judge(invocation, given), options);
      printReport(report, { format, rules, config });
      return report.findings.some(isBlocking) ? EXIT.findings : EXIT.fine;
    };
    if (options['fix'] === true) await fixFirst(invocation, pathsOf(config, args));
    const given = readAll(invocation);
    if (options['watch'] !== true) return run(given);
    return watch(pathsOf(config, args), { first: given, run, signal });
  },
};

async function judge(invocation: Invocation, given: Given): Promise<LintReport> {
  const { config, options, signal } = invocation;
  return lint(config, given, {
    live: await askLive(invocation),
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
