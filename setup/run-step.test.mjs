import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { SetUpFault } from './set-up-fault.mjs';
import { isMade, makeWhole, runStep } from './run-step.mjs';

const test = suite('runStep');
const QUIET = { begin() {}, made() {}, found() {}, failed() {}, fetch: (body) => body() };

test.before.each((context) => {
  const install = mkdtempSync(join(tmpdir(), 'procwright-step-'));
  const state = join(install, 'state');
  mkdirSync(state);
  writeFileSync(join(install, 'list'), 'one');
  context.job = { install, state, environment: {}, report: QUIET, onMake() {} };
  context.step = stepThatCounts(install);
});
test.after.each(({ job }) => rmSync(job.install, { recursive: true }));

/** A step that is made of `list` and makes `work`. */
function stepThatCounts(install) {
  const step = {
    name: 'work',
    form: 1,
    times: 0,
    files: () => [join(install, 'list')],
    settings: ['SETTING'],
    paths: ({ work }) => [work],
    isSound: async () => step.sound,
    sound: true,
    says: () => '',
    async make() {
      step.times += 1;
      const work = join(install, 'work');
      writeFileSync(work, '');
      return { work };
    },
  };
  return step;
}

test('makes once what does not change', async ({ job, step }) => {
  assert.not(isMade(step, job));
  const first = await runStep(step, job);
  assert.equal(await runStep(step, job), first);
  assert.is(step.times, 1);
  assert.ok(isMade(step, job));
});

const REASONS = {
  'a file with other content': ({ install }) => writeFileSync(join(install, 'list'), 'two'),
  'a file that is gone': ({ install }) => rmSync(join(install, 'list')),
  'another setting': ({ environment }) => (environment.SETTING = 'x'),
  'work that is gone': ({ install }) => rmSync(join(install, 'work')),
  'a lost stamp': ({ state }) => rmSync(join(state, 'stamps', 'work.json')),
  'a broken stamp': ({ state }) => writeFileSync(join(state, 'stamps', 'work.json'), '{"gla'),
  'another form': (job, step) => (step.form = 2),
  'the wish for it': (job) => (job.isAgain = true),
};

for (const [reason, change] of Object.entries(REASONS)) {
  test(`makes again for ${reason}`, async ({ job, step }) => {
    await runStep(step, job);
    change(job, step);
    if (!job.isAgain) assert.not(isMade(step, job));
    await runStep(step, job);
    assert.is(step.times, 2);
  });
}

test('makes again what no longer runs, though a glance shows nothing', async ({ job, step }) => {
  await runStep(step, job);
  step.sound = false;
  assert.ok(isMade(step, job));
  await runStep(step, job);
  assert.is(step.times, 2);
});

test('leaves what was touched and not changed', async ({ job, step }) => {
  await runStep(step, job);
  utimesSync(join(job.install, 'list'), 1, 1);
  assert.not(isMade(step, job));
  await runStep(step, job);
  assert.is(step.times, 1);
  assert.ok(isMade(step, job), 'and remembers the new time');
});

test('leaves no stamp of a step that failed halfway', async ({ job, step }) => {
  await runStep(step, job);
  const { make } = step;
  step.make = async () => {
    throw new SetUpFault('no line');
  };
  await runStep(step, { ...job, isAgain: true }).then(assert.unreachable, (error) => {
    assert.is(error.message, 'no line');
  });
  assert.not(isMade(step, job));
  step.make = make;
  await runStep(step, job);
  assert.ok(isMade(step, job));
});

test('makes a folder whole, or not at all', async ({ job }) => {
  const folder = join(job.install, 'folder');
  const half = async (part) => {
    mkdirSync(part);
    writeFileSync(join(part, 'half'), '');
    throw new SetUpFault('killed');
  };
  await makeWhole(folder, half).then(assert.unreachable, () => {});
  assert.not(existsSync(folder));
  await makeWhole(folder, async (part) => {
    mkdirSync(part);
    writeFileSync(join(part, 'whole'), '');
  });
  assert.equal(readdirSync(folder), ['whole'], 'nothing of the half is left');
});

test.run();
