import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { requireProject } from '../config.ts';
import { EXIT } from '../exit-code.ts';
import { KINDS, newFiles } from '../standards/templates/new-files.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'new',
  purpose: `write the files of a new ${Object.keys(KINDS).join(', ')}, a failing test with them`,
  args: '<kind> <name...>',
  options: [{ flags: '--dry-run', says: 'tell which files, and write none' }],
  example: 'procwright new routine core.as_text --dry-run',
  run: async ({ config, args, options }) => {
    const { root, install } = requireProject(config);
    const [kind = '', ...name] = args;
    const files = newFiles({ root, install }, kind, name.join(' '));
    if (options['dryRun'] !== true) {
      for (const { path, text } of files) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text, { flag: 'wx' });
      }
    }
    const paths = files.map(({ path }) => relative(process.cwd(), join(root, path)));
    const lines = options['json'] === true ? [JSON.stringify({ files: paths })] : paths;
    process.stdout.write(`${lines.join('\n')}\n`);
    return EXIT.fine;
  },
};
