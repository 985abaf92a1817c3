#!/usr/bin/env node
// The command procwright, before set-up and after it: what is missing is set up, then the compiled
// command line runs in this very process, so that signals to it arrive.

import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 15)) {
  const says = `Node.js 20.15 or newer is needed, and this is ${process.versions.node}.`;
  process.stderr.write(`procwright: ${says}\nInstall a newer one, then run this again.\n`);
  process.exitCode = 2;
} else {
  const { ensureSetUp } = await import('../setup/ensure-set-up.mjs');
  process.exitCode = await ensureSetUp({
    install: realpathSync(fileURLToPath(new URL('..', import.meta.url))),
    environment: process.env,
    stream: process.stderr, // standard output carries the verb's own result
    isFull: false,
    isAgain: false,
    isJson: process.argv.includes('--json'),
  });
  if (process.exitCode === 0) await import('../dist/bin.js');
}
