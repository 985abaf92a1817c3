import type { ProjectConfig } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { runBinary } from './binaries.ts';
import type { ClusterPlace } from './cluster-place.ts';
import { passFile, readPassword, startPasswords, SUPERUSER } from './pass-file.ts';
import { scramVerifier } from './scram-verifier.ts';

/**
 * Gives the superuser a new password when the file with his is lost, by the server's single-user
 * mode, which asks for none. The server must be down.
 *
 * @returns What was mended, a sentence each.
 */
export async function resetSuperuser(
  config: ProjectConfig,
  place: ClusterPlace,
  binFolder: string,
): Promise<readonly string[]> {
  if (readPassword(config, SUPERUSER) !== null) return [];
  const verifier = scramVerifier(startPasswords(config));
  const { code, stderr } = await runBinary(
    config,
    'postgres',
    ['--single', '-D', place.dataFolder, 'postgres'],
    {
      asServerUser: place.user,
      binFolder,
      input: `alter role ${SUPERUSER} password '${verifier}'\n`, // a newline ends a statement there
    },
  );
  if (code === 0 && !/ERROR:/.test(stderr)) return ['made new passwords: their file was lost'];
  throw new CommandFault(
    EXIT.noDatabase,
    `${passFile(config)} is lost, and no new password could be set:\n${stderr.trim()}`,
    'Put that file back, or read what the server says.',
  );
}
