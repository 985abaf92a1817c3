import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { ensurePasswords } from '../../cluster/pass-file.ts';
import { makeTrialProject, removeTrialProject } from '../../cluster/trial-project.ts';
import type { ProjectConfig } from '../../config.ts';
import { CommandFault } from '../../exit-code.ts';
import type { LaneTarget } from './service-options.ts';
import { serviceOptionsOf } from './service-settings.ts';

const test = suite('serviceOptionsOf');
const folder = mkdtempSync(join(tmpdir(), 'service-settings-'));
const place = { address: { host: '127.0.0.1', port: 5999 }, database: 'trial' };
const SECRET = 'planted-secret';
const logins = { reader: ['app_read'], writer: ['app_write'], operator: ['app_ops'] };
const project = makeTrialProject({ logins });
ensurePasswords(project, Object.keys(logins));

test.after(async () => {
  await removeTrialProject(project);
  rmSync(folder, { recursive: true });
});

const told = (environment: Readonly<Record<string, string>>): ProjectConfig => ({
  ...project,
  environment: { ...project.environment, LOG_LEVEL: 'error', ...environment },
});

const passwordOf = ({ password }: LaneTarget): Promise<string> | string =>
  typeof password === 'function' ? password() : (password ?? '');

test('takes the password of a lane from its setting, else from the pass file', async () => {
  const { lanes } = await serviceOptionsOf(told({ PROCWRIGHT_OPS_PASSWORD: SECRET }), place);
  assert.is(await passwordOf(lanes.ops), SECRET);
  assert.is.not(await passwordOf(lanes.read), SECRET);
  assert.match(await passwordOf(lanes.read), /^[\w-]{32}$/);
  assert.is(lanes.write.url, 'postgres://writer@127.0.0.1:5999/trial');
});

test('reads a changed password at the next connect, and keeps the last good one', async () => {
  const file = join(folder, 'password');
  writeFileSync(file, 'first');
  const config = told({ PROCWRIGHT_OPS_PASSWORD_FILE: file });
  const { lanes } = await serviceOptionsOf(config, place);
  assert.is(await passwordOf(lanes.ops), 'first');
  writeFileSync(file, 'second');
  assert.is(await passwordOf(lanes.ops), 'second');
  rmSync(file);
  assert.is(await passwordOf(lanes.ops), 'second');
});

test('takes tokens when it is told of an issuer, and not otherwise', async () => {
  assert.is((await serviceOptionsOf(told({}), place)).tokens, null);
  const environment = {
    PROCWRIGHT_JWKS: '{"keys":[]}',
    PROCWRIGHT_JWT_ISSUER: 'i',
    PROCWRIGHT_JWT_AUDIENCE: 'a',
  };
  const { tokens } = await serviceOptionsOf(told(environment), place);
  assert.equal([tokens?.issuer, tokens?.audience, tokens?.actorPrefix], ['i', 'a', 'jwt:']);
  assert.equal(tokens?.keySet.first, { keys: [] });
});

test('has no secret in what it hands on, in faults, in arguments of processes', async () => {
  const seen: string[] = [];
  const look = setInterval(() => seen.push(...commandLines()), 5);
  const file = join(folder, 'secret');
  writeFileSync(file, SECRET);
  const config = told({
    PROCWRIGHT_OPS_PASSWORD_COMMAND: `sleep 0.2; cat ${file}`,
    PROCWRIGHT_READ_PASSWORD: SECRET,
  });
  const options = await serviceOptionsOf(config, place).finally(() => clearInterval(look));
  assert.is(await passwordOf(options.lanes.ops), SECRET);
  assert.not.match(JSON.stringify({ ...options, log: null }), SECRET);
  assert.ok(
    seen.some((line) => line.includes('sleep')),
    'The command was seen in the list of processes.',
  );
  assert.not.match(seen.join('\n'), SECRET);

  const bad = told({ PROCWRIGHT_DATABASE_URL: SECRET, PROCWRIGHT_CURSOR_KEYS: SECRET, PORT: 'x' });
  const fault = await serviceOptionsOf(bad, place).catch((error: unknown) => error);
  assert.instance(fault, CommandFault);
  const message = fault instanceof CommandFault ? fault.message : '';
  assert.is(message.split('\n').length, 3);
  assert.not.match(message, SECRET);
});

/** The arguments of every process that can be seen. */
function commandLines(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return []; // it has ended meanwhile
      }
    });
}

test.run();
