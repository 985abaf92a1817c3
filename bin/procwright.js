#!/usr/bin/env node
// The command procwright, before set-up and after it: what is missing is set up, then the compiled
// command line runs in this very process, so that signals to it arrive.

import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 15)) {
  const says = `Node.js 20.15 or newer is needed, and this is ${process.versions.node}.`;
  process.stderr.write(`procwright: ${says}\nInstall a newer one, then run this again.\n`);
  process.exitCode = 2;
} else {
  const { ensureSetUp } = await import('../setup/ensure-set-up.mjs');
  const install = realpathSync(fileURLToPath(new URL('..', import.meta.url)));
  const words = process.argv.slice(2);
  process.exitCode = await ensureSetUp({
    install,
    words,
    environment: process.env,
    stream: process.stderr, // standard output carries the verb's own result
    isFull: false,
    isAgain: false,
    isJson: words.includes('--json'),
  });
  if (process.exitCode === 0) await start(install);
}

/** A package that was packed before a build, as by pre-commit, runs its sources: 0.4 s slower. */
async function start(install) {
  if (existsSync(join(install, 'dist', 'bin.js'))) return import('../dist/bin.js');
  const { register } = await import('tsx/esm/api');
  register();
  return import('../src/bin.ts');
}
