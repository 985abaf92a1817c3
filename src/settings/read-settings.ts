import { CommandFault, EXIT } from '../exit-code.ts';
import { nearest } from '../nearest.ts';
import { fail, type Result, succeed } from '../result.ts';
import { findClashes } from './setting-clashes.ts';
import {
  READ_ELSEWHERE,
  type SettingKey,
  SETTINGS,
  type Settings,
  type SettingValue,
} from './setting-register.ts';
import { originOf, textOf, variablesOf } from './setting-source.ts';
import type { Environment, Found, Setting } from './setting.ts';

/** Every key, in the order of the register. */
export const SETTING_KEYS = Object.keys(SETTINGS) as readonly SettingKey[]; // its own keys

/**
 * Reads settings: each from the environment, from a file, or from what a command prints.
 *
 * @throws {CommandFault} With every fault of these settings at once, never with a secret.
 */
export async function readSettings<Key extends SettingKey>(
  environment: Environment,
  keys: readonly Key[],
): Promise<Settings<Key>> {
  const all = await Promise.all(keys.map((key) => findSetting(key, environment)));
  const settings = Object.fromEntries(
    all.flatMap((found, i) => (found.ok ? [[keys[i], found.value.value]] : [])),
  ) as Settings<Key>; // each was read by its own form
  const faults = all.flatMap((found) => (found.ok ? [] : found.faults));
  faults.push(...findClashes(settings));
  if (faults.length > 0) throw settingsFault(faults);
  return settings;
}

/** One setting with its origin, as it is told now; each fault is a sentence. */
export async function findSetting<Key extends SettingKey>(
  key: Key,
  environment: Environment,
): Promise<Result<Found<SettingValue<Key>>, string>> {
  const setting: Setting<unknown> = SETTINGS[key];
  const origin = originOf(setting, environment);
  if (!origin.ok) return fail(named(setting, origin.faults));
  const text = await textOf(origin.value, environment);
  if (!text.ok) return fail(named(setting, text.faults));
  const value = text.value === null ? succeed(setting.byDefault) : setting.read(text.value);
  if (!value.ok) return fail(named(setting, value.faults));
  return succeed({ origin: origin.value, value: value.value as SettingValue<Key> });
}

/**
 * Judges the names alone, and runs nothing: a misspelt variable would otherwise let a run work on
 * another database than was meant.
 *
 * @throws {CommandFault} With every unknown `PROCWRIGHT_…`, and the nearest known one.
 */
export function refuseUnknownSettings(environment: Environment): void {
  const known = [...Object.values(SETTINGS).flatMap(variablesOf), ...READ_ELSEWHERE].sort();
  const faults = Object.keys(environment)
    .filter((name) => name.startsWith('PROCWRIGHT_') && !known.includes(name))
    .sort()
    .map((name) => `${name} is no setting. ${nearest(name, known)}`);
  if (faults.length > 0) throw settingsFault(faults);
}

/** What ends a run whose settings are at fault: all of them. */
export function settingsFault(faults: readonly string[]): CommandFault {
  return new CommandFault(EXIT.usage, faults.join('\n'), 'procwright doctor lists every setting.');
}

const named = ({ name }: Setting<unknown>, faults: readonly string[]): readonly string[] =>
  faults.map((fault) => `${name} ${fault}`);
