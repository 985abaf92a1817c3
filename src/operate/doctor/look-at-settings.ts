import { statSync } from 'node:fs';

import { redact } from '../../logger.ts';
import { findSetting, SETTING_KEYS } from '../../settings/read-settings.ts';
import { findClashes } from '../../settings/setting-clashes.ts';
import { type SettingKey, SETTINGS } from '../../settings/setting-register.ts';
import type { Environment, Found, Setting } from '../../settings/setting.ts';
import { type Diagnosis, diagnosisOf } from './diagnosis.ts';

const told = diagnosisOf('settings');

/** Every setting: its value, unless it is a secret, and where it was told. */
export async function lookAtSettings(environment: Environment): Promise<readonly Diagnosis[]> {
  const found = await Promise.all(
    SETTING_KEYS.map(async (key) => [key, await findSetting(key, environment)] as const),
  );
  const values = found.flatMap(([key, one]) => (one.ok ? [[key, one.value.value] as const] : []));
  return [
    ...found.map(([key, one]) =>
      one.ok ? lineOf(key, one.value) : told(SETTINGS[key].name, 'bad', one.faults.join(' ')),
    ),
    ...findClashes(Object.fromEntries(values)).map((fault) => told('together', 'bad', fault)),
  ];
}

function lineOf(key: SettingKey, { origin, value }: Found<unknown>): Diagnosis {
  const setting: Setting<unknown> = SETTINGS[key];
  const from = {
    default: 'nobody tells it',
    environment: `told by ${origin.variable}`,
    file: `told by the file ${origin.place}`,
    command: `told by the command of ${origin.variable}`,
  }[origin.kind];
  const isOpen = origin.kind === 'file' && setting.isSecret && isReadByOthers(origin.place);
  const note = isOpen ? '; others may read that file: chmod 600' : '';
  return told(
    setting.name,
    isOpen ? 'doubtful' : 'good',
    `${shown(setting, value)} (${from}${note})`,
  );
}

/** A secret is never shown, not even its length. */
function shown({ isSecret }: Setting<unknown>, value: unknown): string {
  if (value === null) return 'nothing';
  if (isSecret) return '***';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return String(redact(text.length > 60 ? `${text.slice(0, 57)}…` : text));
}

function isReadByOthers(file: string): boolean {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
  return (mode & 0o077) !== 0;
}
