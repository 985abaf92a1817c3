import { requireProject } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { nearest } from '../nearest.ts';
import type { Command } from './command.ts';
import { check } from './contract/check.ts';
import { client } from './contract/client.ts';
import type { ContractVerb } from './contract/contract-verb.ts';
import { diff } from './contract/diff.ts';
import { examples } from './contract/examples.ts';
import { http } from './contract/http.ts';
import { openapi } from './contract/openapi.ts';
import { show } from './contract/show.ts';
import { sound } from './contract/sound.ts';
import { slo } from './contract/slo.ts';

/** What can be asked about a contract, by its name. */
const VERBS: Readonly<Record<string, ContractVerb>> = {
  show,
  diff,
  openapi,
  client,
  http,
  slo,
  check,
  examples,
  sound,
};

export const command: Command = {
  name: 'contract',
  purpose: `what clients may call: ${Object.keys(VERBS).join(', ')}`,
  args: '<what> [sources...]',
  options: [
    { flags: '--snapshot', says: 'show: the whole contract as JSON, to be compared later' },
    { flags: '--values <count>', says: 'sound: how many values of each type; 10000' },
    { flags: '--write', says: 'check, examples: record what comes now, and judge nothing' },
  ],
  example: 'procwright contract diff https://api.example/contract.json',
  run: async ({ config, args, options, signal }) => {
    const [what = '', ...sources] = args;
    const verb = Object.hasOwn(VERBS, what) ? VERBS[what] : undefined;
    if (!verb) {
      const message = `There is no contract ${what}.`;
      throw new CommandFault(EXIT.usage, message, nearest(what, Object.keys(VERBS)));
    }
    return verb({ config: requireProject(config), sources, options, signal });
  },
};
