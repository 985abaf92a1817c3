import { join } from 'node:path';

import { CommandFault, EXIT } from '../exit-code.ts';
import { nearest } from '../nearest.ts';
import {
  type HookState,
  installHook,
  readHook,
  uninstallHook,
} from '../standards/hooks/git-hook.ts';
import type { Command } from './command.ts';

const VERBS = ['install', 'uninstall', 'status'] as const;

export const command: Command = {
  name: 'hooks',
  purpose: `lint before each commit: ${VERBS.join(', ')}`,
  args: '[what]',
  options: [{ flags: '--chain', says: 'install: call the hook that is there first' }],
  example: 'procwright hooks install',
  needsProject: false,
  run: async ({ config, args, options }) => {
    const folder = config.root ?? process.cwd();
    const verb = readVerb(args[0] ?? 'status');
    const program = { node: process.execPath, entry: join(config.install, 'bin/procwright.js') };
    const state =
      verb === 'install'
        ? installHook(folder, program, options['chain'] === true)
        : verb === 'uninstall'
          ? uninstallHook(folder)
          : readHook(folder);
    const text = options['json'] === true ? JSON.stringify(state) : tell(state);
    process.stdout.write(`${text}\n`);
    return EXIT.fine;
  },
};

function readVerb(word: string): (typeof VERBS)[number] {
  const verb = VERBS.find((one) => one === word);
  if (verb !== undefined) return verb;
  throw new CommandFault(EXIT.usage, `There is no hooks ${word}.`, nearest(word, VERBS));
}

function tell({ file, state, chained }: HookState): string {
  if (state === 'absent') return `There is no hook ${file}`;
  if (state === 'foreign') return `The hook is another's: ${file}`;
  return `procwright lint --staged runs before each commit: ${file}${
    chained === null ? '' : `\nand before it ${chained}`
  }`;
}
