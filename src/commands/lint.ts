import { join } from 'node:path';

import { type Config, requireProject } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { isBlocking } from '../standards/finding.ts';
import { lint } from '../standards/lint.ts';
import { lintSummary, renderFinding } from '../standards/render-findings.ts';
import type { Command } from './command.ts';
import { fixFirst } from './lint/fix-first.ts';

export const command: Command = {
  name: 'lint',
  purpose: 'judge the layout, names and places of SQL files',
  args: '[paths...]',
  options: [
    { flags: '--format <format>', says: 'text (default) or json' },
    { flags: '--layout', says: 'judge the layout of many files outside of the project too' },
    { flags: '--fix', says: 'mend the layout first, where that changes no meaning' },
    { flags: '--second-opinion', says: 'ask squawk too' },
  ],
  example: 'procwright lint sql/R/90_api',
  needsProject: false,
  run: async ({ config, args, options, signal }) => {
    const isJson = readFormat(options['format'], options['json']) === 'json';
    const paths = args.length > 0 ? args : [sqlFolder(config)];
    if (options['fix'] === true) await fixFirst({ config, options, signal }, paths);
    const { files, findings } = await lint(config, paths, {
      signal,
      isAsked: options['layout'] === true,
      wantsSecondOpinion: options['secondOpinion'] === true,
    });
    const open = findings.filter(({ waived }) => waived === undefined);
    const lines = [...open.map(renderFinding), lintSummary(files.length, open.length)];
    const text = isJson ? JSON.stringify({ files: files.length, findings }) : lines.join('\n');
    process.stdout.write(`${text}\n`);
    return findings.some(isBlocking) ? EXIT.findings : EXIT.fine;
  },
};

/** Without a path: all SQL of the project. */
function sqlFolder(config: Config): string {
  return join(requireProject(config).root, 'sql');
}

function readFormat(format: string | boolean | undefined, json: string | boolean | undefined) {
  const word = json ? 'json' : (format ?? 'text');
  if (word === 'text' || word === 'json') return word;
  throw new CommandFault(EXIT.usage, `There is no format ${word}.`, 'Use text or json.');
}
