// Set-up, from a fresh clone to all that procwright needs: npm run setup. Plain JavaScript without
// a package, since it runs before any is there. setup/README.md tells of its settings.

import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { ensureSetUp } from './setup/ensure-set-up.mjs';

const HELP = `npm run setup [-- --again]

Sets up what is missing, and checks what is there. A line a step, with its time.

  --again   make all of it anew
`;

const options = readOptions();
if (options.help) process.stdout.write(HELP);
else {
  process.exitCode =
    options.fault ??
    (await ensureSetUp({
      install: realpathSync(fileURLToPath(new URL('.', import.meta.url))),
      environment: process.env,
      stream: process.stdout,
      isFull: true,
      isAgain: options.again === true,
    }));
}

function readOptions() {
  try {
    const flags = { again: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } };
    return parseArgs({ options: flags }).values;
  } catch (error) {
    process.stderr.write(`setup: ${error.message}\n\n${HELP}`);
    return { fault: 2 };
  }
}
