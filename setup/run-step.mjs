// Runs one step: leaves what is there and sound, makes the rest.

import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { SetUpFault } from './set-up-fault.mjs';
import { contentOf, glanceAt, readStamp, removeStamp, writeStamp } from './stamps.mjs';

/**
 * A step of set-up.
 *
 * @typedef {object} Step
 * @property {string} name Of its line, its stamp, its folder.
 * @property {number} form Raised when the step makes something else of the same input.
 * @property {(install: string) => string[]} files What it is made of.
 * @property {string[]} settings Variables that change what it makes.
 * @property {(result: any) => string[]} paths What must be there for it to be made.
 * @property {(result: any, job: object) => Promise<boolean>} isSound Asked at each full run.
 * @property {(result: any) => string} says
 * @property {(job: object) => Promise<any>} make
 */

/** True when the step's work is there and made of what lies here now, at a glance. */
export function isMade(step, place) {
  const stamp = readStamp(place.state, step.name);
  return stamp !== null && stamp.glance === glanceAt(step, place) && isWhole(step, stamp.result);
}

/** Makes the step unless it is made and sound; returns its result. */
export async function runStep(step, job) {
  const { state, report } = job;
  report.begin(step.name);
  const glance = glanceAt(step, job); // before the work: who saves a file meanwhile is made again
  const content = contentOf(step, job);
  const stamp = job.isAgain ? null : readStamp(state, step.name);
  if (stamp?.content === content && (await isGood(step, stamp.result, job))) {
    if (stamp.glance !== glance) writeStamp(state, step.name, { ...stamp, glance });
    report.found(step.name, step.says(stamp.result));
    return stamp.result;
  }
  return make(step, job, { glance, content });
}

async function make(step, job, inputs) {
  const { state, report } = job;
  const began = performance.now();
  let isFetched = false;
  removeStamp(state, step.name);
  job.onMake(step.name);
  const fetch = (body) => {
    isFetched = true;
    return report.fetch(body);
  };
  try {
    const result = await step.make({ ...job, fetch });
    writeStamp(state, step.name, { ...inputs, result });
    report.made(step.name, step.says(result), { ms: performance.now() - began, isFetched });
    return result;
  } catch (error) {
    report.failed(step.name);
    if (error instanceof SetUpFault) error.isOfDownload ||= isFetched;
    throw error;
  }
}

async function isGood(step, result, job) {
  return isWhole(step, result) && (await step.isSound(result, job));
}

function isWhole(step, result) {
  return step.paths(result).every((path) => existsSync(path));
}

/** Makes `folder` by `fill(part)`: it is there whole, or not at all. */
export async function makeWhole(folder, fill) {
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  await fill(part);
  rmSync(folder, { recursive: true, force: true });
  renameSync(part, folder);
}

/** What root makes in a clone of an ordinary user belongs to that user: he goes on alone. */
export async function giveToOwner(job, paths) {
  const { uid, gid } = statSync(job.install);
  if (process.getuid?.() !== 0 || uid === 0) return;
  const there = paths.filter((path) => existsSync(path));
  await job.run('chown', ['-Rh', `${uid}:${gid}`, ...there]);
}

/** Where a step keeps what it makes outside the clone's own folders. */
export function stepFolder({ state }, name) {
  return join(state, name);
}
