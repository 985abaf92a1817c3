// Compiles src/ to dist/, in 0.3 s: a verb starts in half the time that it takes from the sources.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { lastLine } from './programs.mjs';
import { SetUpFault } from './set-up-fault.mjs';
import { makeWhole } from './run-step.mjs';

/** @type {import('./run-step.mjs').Step} */
export const buildStep = {
  name: 'build',
  form: 1,
  files: listSources,
  settings: [],
  paths: ({ entry }) => [entry],
  isSound: async () => true,
  says: ({ count }) => `${count} files`,
  async make({ install, run, after }) {
    await after.npm;
    const compiler = join(install, 'node_modules', 'typescript', 'bin', 'tsc');
    const dist = join(install, 'dist');
    await makeWhole(dist, async (part) => {
      const done = await run(process.execPath, [compiler, '--outDir', part], { cwd: install });
      if (done.code === 0) return;
      const faults = done.stdout.split('\n').filter((text) => /error TS\d+/.test(text));
      const shown = faults.slice(0, 20).join('\n') || lastLine(done);
      throw new SetUpFault(`The build found faults:\n${shown}\nMend them, then run it again.`);
    });
    return { entry: join(dist, 'bin.js'), count: listSources(install).length };
  },
};

function listSources(install) {
  const names = readdirSync(join(install, 'src'), { recursive: true });
  const sources = names.filter((name) => name.endsWith('.ts')).sort();
  return [
    ...sources.map((name) => join(install, 'src', name)),
    join(install, 'setup', 'state-folder.d.mts'),
    join(install, 'tsconfig.json'),
    join(install, 'package-lock.json'),
  ];
}
