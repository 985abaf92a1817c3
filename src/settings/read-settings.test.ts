import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { CommandFault } from '../exit-code.ts';
import { findSetting, readSettings, refuseUnknownSettings } from './read-settings.ts';
import type { SettingKey } from './setting-register.ts';
import type { Environment } from './setting.ts';

const test = suite('readSettings');
const folder = mkdtempSync(join(tmpdir(), 'settings-'));
const SECRET = 'planted-secret';

test.after(() => rmSync(folder, { recursive: true }));

function fileWith(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** What a reading ends with: its faults, a line each. */
async function faultsOf(environment: Environment, keys: readonly SettingKey[]): Promise<string> {
  return readSettings(environment, keys).then(
    () => '',
    (error: unknown) => {
      assert.instance(error, CommandFault);
      return (error as CommandFault).message;
    },
  );
}

test('takes a value from the environment, a file, or what a command prints', async () => {
  const file = fileWith('password', `${SECRET}\n`);
  for (const environment of [
    { PROCWRIGHT_OPS_PASSWORD: SECRET },
    { PROCWRIGHT_OPS_PASSWORD_FILE: file },
    { PROCWRIGHT_OPS_PASSWORD_COMMAND: `echo ${SECRET}` },
    { PROCWRIGHT_OPS_PASSWORD_COMMAND: 'cat "$HERE"', HERE: file, PATH: process.env['PATH'] },
  ]) {
    assert.equal(await readSettings(environment, ['opsPassword']), { opsPassword: SECRET });
  }
});

test('takes no more than one line end from the end of a value', async () => {
  const file = fileWith('spaces', ' a b \n\n');
  const { opsPassword } = await readSettings({ PROCWRIGHT_OPS_PASSWORD_FILE: file }, [
    'opsPassword',
  ]);
  assert.is(opsPassword, ' a b \n');
});

test('has a default for what nobody tells, an empty variable included', async () => {
  const told = await readSettings({ PORT: '', PROCWRIGHT_DATABASE_URL: '' }, [
    'port',
    'databaseUrl',
    'logLevel',
  ]);
  assert.equal(told, { port: 0, databaseUrl: null, logLevel: 'info' });
});

test('says of each value where it comes from', async () => {
  const file = fileWith('key', 'a'.repeat(64));
  const of = async (environment: Environment) => {
    const found = await findSetting('cursorKeys', environment);
    return found.ok ? found.value.origin : found.faults;
  };
  const variable = 'PROCWRIGHT_CURSOR_KEYS_FILE';
  assert.equal(await of({ [variable]: file }), { kind: 'file', variable, place: file });
  assert.equal(await of({}), { kind: 'default', variable: '', place: '' });
});

for (const [name, environment, key, says] of [
  ['a port that is none', { PORT: '65536' }, 'port', 'PORT is "65536": write a whole number'],
  ['a part of a port', { PORT: '80.5' }, 'port', 'PORT is "80.5"'],
  ['a level that is none', { LOG_LEVEL: 'loud' }, 'logLevel', 'LOG_LEVEL is "loud": write one of'],
  ['no URL', { PROCWRIGHT_DATABASE_URL: SECRET }, 'databaseUrl', 'is no URL that begins with'],
  ['a short key', { PROCWRIGHT_CURSOR_KEYS: SECRET }, 'cursorKeys', 'write 64 hex digits'],
  ['no key', { PROCWRIGHT_CURSOR_KEYS: ' ' }, 'cursorKeys', 'write 64 hex digits'],
  ['a shared secret', { PROCWRIGHT_JWT_ALGORITHMS: 'HS256' }, 'jwtAlgorithms', 'is "HS256"'],
  ['no JSON', { PROCWRIGHT_JWKS: SECRET }, 'jwks', 'is no key set'],
  [
    'two ways at once',
    { PROCWRIGHT_OPS_PASSWORD: SECRET, PROCWRIGHT_OPS_PASSWORD_FILE: '/x' },
    'opsPassword',
    'is told twice, by PROCWRIGHT_OPS_PASSWORD and PROCWRIGHT_OPS_PASSWORD_FILE',
  ],
  [
    'a file that is not there',
    { PROCWRIGHT_OPS_PASSWORD_FILE: '/nowhere/x' },
    'opsPassword',
    "can't be read from /nowhere/x (ENOENT)",
  ],
  [
    'a command that fails, and tells a secret meanwhile',
    { PROCWRIGHT_OPS_PASSWORD_COMMAND: `echo ${SECRET}; echo ${SECRET} >&2; exit 3` },
    'opsPassword',
    'the command of PROCWRIGHT_OPS_PASSWORD_COMMAND ended with 3',
  ],
  [
    'an empty file',
    { PROCWRIGHT_OPS_PASSWORD_FILE: '/dev/null' },
    'opsPassword',
    'PROCWRIGHT_OPS_PASSWORD is empty',
  ],
] as const) {
  test(`refuses ${name}, and shows no secret`, async () => {
    const faults = await faultsOf(environment, [key]);
    assert.match(faults, says);
    assert.not.match(faults, SECRET);
  });
}

test('tells every fault at once', async () => {
  const environment = { PORT: 'x', LOG_LEVEL: 'y', PROCWRIGHT_JWT_ALGORITHMS: 'none, HS512' };
  const faults = await faultsOf(environment, ['port', 'logLevel', 'jwtAlgorithms']);
  assert.is(faults.split('\n').length, 4);
});

test('runs no command for a setting that is not asked for', async () => {
  const marker = join(folder, 'ran');
  const environment = { PROCWRIGHT_OPS_PASSWORD_COMMAND: `touch ${marker}` };
  await readSettings(environment, ['port']);
  refuseUnknownSettings(environment);
  assert.throws(() => chmodSync(marker, 0o600), /ENOENT/);
});

test('refuses a name that no setting has, and names the nearest', () => {
  const environment = { PROCWRIGHT_DATABASE_ULR: 'x', PROCWRIGHT_STATES: 'y', PATH: '/bin' };
  assert.throws(
    () => refuseUnknownSettings(environment),
    (error: Error) => {
      assert.match(
        error.message,
        /DATABASE_ULR is no setting. Did you mean PROCWRIGHT_DATABASE_URL/,
      );
      assert.match(
        error.message,
        /PROCWRIGHT_STATES is no setting. Did you mean PROCWRIGHT_STATE\?/,
      );
      return error instanceof CommandFault;
    },
  );
  refuseUnknownSettings({ PROCWRIGHT_STATE: 'x', PROCWRIGHT_PLACES_COMMAND: 'y', PORT_FILE: 'z' });
});

test.run();
