import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { ensureSetUp } from './ensure-set-up.mjs';
import { SetUpFault } from './set-up-fault.mjs';
import { isReady, setUp } from './set-up.mjs';

const test = suite('setUp');

test.before.each((context) => {
  const base = mkdtempSync(join(tmpdir(), 'procwright-setup-'));
  const install = join(base, 'clone');
  mkdirSync(install);
  const said = [];
  context.base = base;
  context.said = said;
  context.tools = join(install, '.procwright', 'tools.json');
  context.options = {
    install,
    environment: { ...process.env, PROCWRIGHT_STATE: join(base, 'states') },
    stream: { write: (text) => said.push(text) },
    isFull: false,
    steps: stepsIn(install),
  };
});
test.after.each(({ base }) => rmSync(base, { recursive: true }));

/** Steps by the real ones' names; each makes a file of its own name. */
function stepsIn(install) {
  return ['python', 'postgresql', 'java', 'flyway'].map((name) => ({
    name,
    form: 1,
    files: () => [join(install, 'list')],
    settings: [],
    paths: ({ file }) => [file],
    isSound: async () => true,
    says: () => `made of ${name}`,
    async make() {
      const file = join(install, name);
      writeFileSync(file, '');
      return { file, python: '/of/venv' };
    },
  }));
}

async function faultOf(promise) {
  return promise.then(
    () => assert.unreachable('it should fail'),
    (error) => error,
  );
}

test('makes all and writes tools.json last', async ({ options, tools }) => {
  const { install, environment, steps } = options;
  const { make } = steps[3];
  steps[3].make = (job) => {
    assert.not(existsSync(tools));
    return make(job);
  };
  assert.not(isReady(install, environment, steps));
  await setUp(options);
  assert.ok(isReady(install, environment, steps));
  const { postgres, python } = JSON.parse(readFileSync(tools, 'utf8'));
  assert.is(postgres.file, join(install, 'postgresql'));
  assert.is(python, '/of/venv');
});

test('tells a line a step, and the share of downloads', async ({ options, said }) => {
  options.steps[1].make = ({ fetch }) => fetch(async () => ({ file: options.install }));
  await setUp(options);
  const lines = said.join('');
  assert.match(lines, /^java +made of java +\d+\.\d s$/m);
  assert.match(lines, /^postgresql +made of postgresql +\d+\.\d s, downloaded$/m);
  assert.match(lines, /^set-up +done +\d+\.\d s, of it \d+\.\d s downloads\n$/m);
});

test('is silent about what is there, but for a full run', async ({ options, said }) => {
  await setUp(options);
  said.length = 0;
  await setUp(options);
  assert.equal(said, []);
  await setUp({ ...options, isFull: true });
  assert.match(said.join(''), /^java +made of java +there$/m);
});

test('tells all faults at once, and writes no tools.json', async ({ options, tools }) => {
  await setUp(options);
  options.steps[0].make = ({ fetch }) => fetch(() => Promise.reject(new SetUpFault('No line.')));
  options.steps[2].make = ({ after }) => after.python; // what waits for it fails with it
  options.steps[3].make = () => Promise.reject(new SetUpFault('No room.'));
  const { message } = await faultOf(setUp({ ...options, isAgain: true, isFull: true }));
  assert.match(message, /^No line\.\nNo room\.\nA download failed behind a proxy\? /);
  assert.not(existsSync(tools), 'the old one tells of what is gone');
});

test('speaks of mirrors only when a download failed', async ({ options }) => {
  options.steps[0].make = () => Promise.reject(new SetUpFault('No room.'));
  const { message } = await faultOf(setUp(options));
  assert.is(message, 'No room.');
});

test('keeps a bug apart from what a reader can mend', async ({ options }) => {
  options.steps[0].make = () => Promise.reject(new TypeError('x is undefined'));
  const error = await faultOf(setUp(options));
  assert.not(error instanceof SetUpFault);
});

test('lets the second of two wait, and make nothing twice', async ({ options }) => {
  let times = 0;
  const { make } = options.steps[2];
  options.steps[2].make = (job) => {
    times += 1;
    return make(job);
  };
  await Promise.all([setUp(options), setUp(options)]);
  assert.is(times, 1);
});

test('makes only what a call needs, and the rest when another needs it', async ({
  options,
  tools,
}) => {
  const { install, environment, steps } = options;
  await setUp({ ...options, steps: steps.slice(0, 1) });
  assert.equal(JSON.parse(readFileSync(tools, 'utf8')), { python: '/of/venv' });
  assert.ok(isReady(install, environment, steps.slice(0, 1)));
  assert.not(isReady(install, environment, steps));
  await setUp(options);
  assert.ok(isReady(install, environment, steps));
});

test('writes nothing where nothing is needed', async ({ options, base }) => {
  const { environment } = options;
  assert.ok(isReady(join(base, 'not there'), environment, []));
  assert.not(existsSync(join(base, 'states')));
});

test('gives the lock back after a fault', async ({ options }) => {
  const { make } = options.steps[0];
  options.steps[0].make = () => Promise.reject(new SetUpFault('No room.'));
  await faultOf(setUp(options));
  options.steps[0].make = make;
  await setUp(options);
});

test('ends with 2 and says what to do when it fails', async ({ options }) => {
  options.steps[0].make = () => Promise.reject(new SetUpFault('No room. Make some.'));
  const { write } = process.stderr;
  let told = '';
  process.stderr.write = (text) => ((told += text), true);
  const exitCode = await ensureSetUp(options);
  process.stderr.write = write;
  assert.is(exitCode, 2);
  assert.is(
    told,
    '\nprocwright: set-up failed.\nNo room. Make some.\n' +
      'Do so, then run this again: what is there by now stays.\n',
  );
});

test.run();
