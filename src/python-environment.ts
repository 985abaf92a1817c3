import { join } from 'node:path';

import { stateFolder } from '../setup/state-folder.mjs';
import type { Config } from './config.ts';

/**
 * The environment of a Python program that we start, and of those that it starts: what Python
 * compiles is kept in set-up's state, whatever project it works for. set-up compiles no package,
 * and where PYTHONDONTWRITEBYTECODE is set, as it is in most containers, no program would either:
 * each start of pytest then took 3.0 s of CPU instead of 0.9. A folder that was chosen stays so.
 *
 * Source: the manual of Python, "Command line and environment", PYTHONPYCACHEPREFIX.
 */
export function pythonEnvironment({
  install,
  environment,
}: Pick<Config, 'install' | 'environment'>): Readonly<Record<string, string | undefined>> {
  if (environment[PREFIX]) return environment;
  const { PYTHONDONTWRITEBYTECODE: _refused, ...own } = environment;
  return { ...own, [PREFIX]: join(stateFolder(install, { ...environment }), 'python') };
}

const PREFIX = 'PYTHONPYCACHEPREFIX';
