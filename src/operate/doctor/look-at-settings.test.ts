import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { SETTING_KEYS } from '../../settings/read-settings.ts';
import { lookAtSettings } from './look-at-settings.ts';

const test = suite('lookAtSettings');
const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
const SECRET = 'planted-secret';

test.after(() => rmSync(folder, { recursive: true }));

function fileOf(mode: number): string {
  const file = join(folder, String(mode));
  writeFileSync(file, SECRET, { mode });
  return file;
}

const lineOf = async (environment: Readonly<Record<string, string>>, name: string) =>
  (await lookAtSettings(environment)).find((line) => line.name === name);

test('tells every setting and where it comes from', async () => {
  const lines = await lookAtSettings({ PORT: '8080' });
  assert.is(lines.length, SETTING_KEYS.length);
  const port = lines.find(({ name }) => name === 'PORT');
  assert.equal([port?.state, port?.says], ['good', '8080 (told by PORT)']);
});

test('shows no secret, whatever way it was told', async () => {
  const name = 'PROCWRIGHT_OPS_PASSWORD';
  for (const [environment, from] of [
    [{ [name]: SECRET }, `told by ${name}`],
    [{ [`${name}_FILE`]: fileOf(0o600) }, 'told by the file'],
    [{ [`${name}_COMMAND`]: `echo ${SECRET}` }, 'told by the command'],
  ] as const) {
    const line = await lineOf(environment, name);
    assert.is(line?.state, 'good');
    assert.match(line?.says ?? '', '***');
    assert.match(line?.says ?? '', from);
    assert.not.match(JSON.stringify(await lookAtSettings(environment)), SECRET);
  }
});

test('doubts a secret in a file that others may read', async () => {
  const name = 'PROCWRIGHT_OPS_PASSWORD';
  const line = await lineOf({ [`${name}_FILE`]: fileOf(0o644) }, name);
  assert.equal([line?.state, /chmod 600/.test(line?.says ?? '')], ['doubtful', true]);
});

test('tells every fault, of settings together as well', async () => {
  const lines = await lookAtSettings({ PORT: 'x', PROCWRIGHT_JWT_ISSUER: 'i' });
  const bad = lines.filter(({ state }) => state === 'bad').map(({ name }) => name);
  assert.equal(bad, ['PORT', 'together']);
});

test.run();
