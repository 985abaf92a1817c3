import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { stateFolder } from '../../setup/state-folder.mjs';
import { type Config, readTools, type Tools } from '../config.ts';

const MAIN = 'org.flywaydb.commandline.Main';

/** The archive of loaded classes that makes Java start in half the time. */
export interface ClassArchive {
  readonly file: string;
  /** The options of a run that uses it. */
  readonly use: readonly string[];
  /** The options of a run that writes it to `<file>.part`. */
  readonly make: readonly string[];
}

/** `-Xlog:disable`: with a stale archive Java would write a line among Flyway's JSON. */
const JAVA_OPTIONS = ['-Xlog:disable', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'] as const;

/** The command line of Flyway up to its own arguments; `extra` are options of Java. */
export function javaCommand(config: Config, extra: readonly string[]): readonly string[] {
  const { java, flyway } = readTools(config);
  return [java.bin, ...extra, ...JAVA_OPTIONS, '-cp', join(flyway.jars, '*'), MAIN];
}

/** Where the archive for this Java and these jars lies, and how it's made and used. */
export function classArchive(config: Config): ClassArchive {
  const { java, flyway } = readTools(config);
  const folder = join(stateFolder(config.install, { ...config.environment }), 'flyway');
  const stem = join(folder, archiveKey(java, flyway));
  return java.version >= 25
    ? archive(`${stem}.aot`, 'AOTCache', 'AOTCacheOutput')
    : archive(`${stem}.jsa`, 'SharedArchiveFile', 'ArchiveClassesAtExit');
}

/** True once the archive is whole. */
export function hasArchive({ file }: ClassArchive): boolean {
  return existsSync(file);
}

/** Makes the archive by `run`, given Java's options; half an archive is never seen. */
export async function makeArchive(
  { file, make }: ClassArchive,
  run: (options: readonly string[]) => Promise<boolean>,
): Promise<void> {
  mkdirSync(join(file, '..'), { recursive: true });
  const isMade = await run(make);
  if (isMade && existsSync(partOf(file))) renameSync(partOf(file), file);
  else rmSync(partOf(file), { force: true });
}

function archive(file: string, useOption: string, makeOption: string): ClassArchive {
  return {
    file,
    use: [`-XX:${useOption}=${file}`],
    make: [`-XX:${makeOption}=${partOf(file)}`],
  };
}

const partOf = (file: string): string => `${file}.${process.pid}.part`;

/** Another Java, another jar, or a jar in another place: another archive. */
function archiveKey(java: Tools['java'], flyway: Tools['flyway']): string {
  const hash = createHash('sha256').update(`${java.bin} ${java.version} ${flyway.jars}`);
  for (const name of readdirSync(flyway.jars).sort()) {
    const { size, mtimeMs } = statSync(join(flyway.jars, name));
    hash.update(`\n${name} ${size} ${mtimeMs}`);
  }
  return hash.digest('hex').slice(0, 16);
}
