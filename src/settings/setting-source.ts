import { readFile } from 'node:fs/promises';

import { fail, type Result, succeed } from '../result.ts';
import { runProcess } from '../run-process.ts';
import type { Environment, Origin, Setting } from './setting.ts';

/** Milliseconds that a command may take to print a value. */
const COMMAND_MS = 10_000;

/** Where a setting is told: its variable, or that with `_FILE` or `_COMMAND` behind it. */
const WAYS = [
  ['environment', ''],
  ['file', '_FILE'],
  ['command', '_COMMAND'],
] as const;

/** The variables that may tell a setting; those without our prefix have the one way only. */
export function variablesOf({ name }: Pick<Setting<unknown>, 'name'>): readonly string[] {
  const ways = name.startsWith('PROCWRIGHT_') ? WAYS : WAYS.slice(0, 1);
  return ways.map(([, ending]) => name + ending);
}

/** Where the text of a setting comes from. An empty variable tells nothing. */
export function originOf(
  setting: Pick<Setting<unknown>, 'name'>,
  environment: Environment,
): Result<Origin, string> {
  const told = variablesOf(setting).filter((name) => (environment[name] ?? '') !== '');
  const [variable, second] = told;
  if (variable === undefined) return succeed({ kind: 'default', variable: '', place: '' });
  if (second !== undefined) return fail([`is told twice, by ${told.join(' and ')}: leave one.`]);
  const [kind = 'environment'] = WAYS.find(([, end]) => variable === setting.name + end) ?? [];
  return succeed({ kind, variable, place: kind === 'file' ? (environment[variable] ?? '') : '' });
}

/**
 * The text of a setting as it is now; null where nothing is told. One line end at its end is none
 * of the value. What a command says on standard error is not passed on: it may be part of a secret.
 */
export async function textOf(
  { kind, variable, place }: Origin,
  environment: Environment,
): Promise<Result<string | null, string>> {
  if (kind === 'default') return succeed(null);
  if (kind === 'environment') return succeed(environment[variable] ?? '');
  const text = await (kind === 'file' ? textOfFile(place) : textOfCommand(variable, environment));
  return text.ok ? succeed(text.value.replace(/\r?\n$/, '')) : text;
}

async function textOfFile(place: string): Promise<Result<string, string>> {
  try {
    return succeed(await readFile(place, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return fail([`can't be read from ${place} (${code}).`]);
  }
}

async function textOfCommand(
  variable: string,
  environment: Environment,
): Promise<Result<string, string>> {
  const signal = AbortSignal.timeout(COMMAND_MS);
  const { [variable]: command = '', ...rest } = environment;
  const options = { environment: rest, signal, killSignal: 'SIGKILL' } as const;
  const { code, stdout } = await runProcess('/bin/sh', ['-c', command], options);
  if (code === 0) return succeed(stdout);
  const how = signal.aborted ? `took over ${COMMAND_MS / 1000} s` : `ended with ${code}`;
  return fail([`has no value: the command of ${variable} ${how}. Run it by hand to see why.`]);
}
