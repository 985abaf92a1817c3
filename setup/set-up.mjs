// From a fresh clone to all that procwright needs: what is there stays, what is missing is made.

import { accessSync, constants, existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { buildStep } from './build.mjs';
import { flywayStep } from './flyway.mjs';
import { javaStep } from './java.mjs';
import { takeLock } from './lock.mjs';
import { neededSteps } from './needed-steps.mjs';
import { npmStep } from './npm.mjs';
import { postgresStep } from './postgres.mjs';
import { openPrograms } from './programs.mjs';
import { SetUpFault } from './set-up-fault.mjs';
import { pythonStep } from './python.mjs';
import { openReport } from './report.mjs';
import { giveToOwner, isMade, runStep } from './run-step.mjs';
import { readStamp, writeWhole } from './stamps.mjs';
import { stateFolder, userName } from './state-folder.mjs';
import { isOrphaned, onStop } from './stop.mjs';

/** Each stands behind those that it may wait for. */
const STEPS = [npmStep, pythonStep, postgresStep, javaStep, flywayStep, buildStep];
const TOOLS = ['python', 'postgresql', 'java', 'flyway'];
const isTool = ({ name }) => TOOLS.includes(name);

const STOPPED = 143; // as by SIGTERM
const DOWNLOADS =
  'A download failed behind a proxy? npm, pip and Maven read their own settings: ' +
  'npm config get registry, pip config list, settings.xml.';

/** The steps that a call needs; all of them without one. */
export const stepsFor = (install, words) => neededSteps(STEPS, install, words);

/** True when nothing is to be done. It asks no program: a few milliseconds. */
export function isReady(install, environment, steps = STEPS) {
  if (steps.length === 0) return true; // and nothing is written where a package lies
  const place = { install, environment, state: stateFolder(install, environment) };
  const isTold = !steps.some(isTool) || existsSync(toolsFile(place));
  return isTold && steps.every((step) => isMade(step, place));
}

/** It was ended from outside; what was half made is made again. */
export class SetUpStopped extends Error {
  constructor(exitCode) {
    super('set-up was stopped');
    this.exitCode = exitCode;
  }
}

/**
 * Makes what is missing, alone in this clone: a second set-up waits.
 *
 * @param isFull asks each step's programs whether they still run, and tells of all steps.
 * @param isAgain makes all anew.
 * @throws {SetUpFault} With all faults at once, and what to do.
 */
export async function setUp({ install, environment, stream, isFull, isAgain, steps = STEPS }) {
  const state = stateFolder(install, environment);
  requireWritable(install, state);
  if (process.getuid?.() === 0) process.umask(0o022); // the server's user reads what root unpacks
  const lock = await takeLock(join(state, 'setup.lock'), {
    onWait: (pid) => stream.write(`Waiting for the set-up in this clone (process ${pid}).\n`),
    mayWait: () => !isOrphaned(environment),
  });
  if (lock === null) throw new SetUpStopped(STOPPED);
  try {
    if (!isFull && isReady(install, environment, steps)) return; // whom we waited for made it all
    await runAll({ install, environment, state, isAgain, lock, stream, isFull, steps });
  } finally {
    lock.release();
  }
}

async function runAll({ lock, stream, isFull, steps, ...place }) {
  const report = openReport(stream, { isFull });
  const programs = openPrograms(withHome(place), lock);
  const stops = onStop(place.environment, () => {
    report.mute();
    programs.stop();
  });
  const onMake = (name) => {
    if (TOOLS.includes(name)) rmSync(toolsFile(place), { force: true }); // it tells of the old one
  };
  const job = { ...place, report, run: programs.run, after: {}, onMake };
  for (const step of steps) job.after[step.name] = runStep(step, job);
  const ends = await Promise.allSettled(Object.values(job.after));
  const stopCode = stops.close();
  if (stopCode !== 0) throw new SetUpStopped(stopCode);
  const faults = [...new Set(ends.flatMap(({ reason }) => reason ?? []))];
  if (faults.length > 0) {
    report.close('failed');
    throw joined(faults);
  }
  if (steps.some(isTool)) writeTools(place, await allOf(job.after), steps);
  await giveToOwner(job, [...OURS.map((name) => join(place.install, name)), place.state]);
  report.close('done');
}

/** What this run was not asked for stays as the last one left it. */
function writeTools(place, made, steps) {
  const others = STEPS.filter(
    (step) => isTool(step) && !steps.some(({ name }) => name === step.name),
  );
  const there = others.filter((step) => isMade(step, place));
  const kept = there.map(({ name }) => [name, readStamp(place.state, name).result]);
  const all = { ...Object.fromEntries(kept), ...made };
  const { postgresql: postgres, java, flyway, python } = all;
  const tools = { postgres, java, flyway, python: python?.python };
  writeWhole(toolsFile(place), `${JSON.stringify(tools, null, 2)}\n`);
}

async function allOf(promises) {
  const names = Object.keys(promises);
  const values = await Promise.all(Object.values(promises));
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}

const OURS = ['node_modules', '.venv', 'dist', '.procwright'];

/** One fault for all; a bug of ours goes before them, with its stack. */
function joined(faults) {
  const bug = faults.find((fault) => !(fault instanceof SetUpFault));
  if (bug !== undefined) return bug;
  const advice = faults.some(({ isOfDownload }) => isOfDownload) ? [DOWNLOADS] : [];
  return new SetUpFault([...faults.map(({ message }) => message), ...advice].join('\n'));
}

/** npm, pip and Maven keep a cache at home; a user without one gets it in the state folder. */
function withHome({ environment, state }) {
  const home = environment['HOME'];
  const isGood = home !== undefined && isWritable(home);
  return isGood ? environment : { ...environment, HOME: join(state, 'home') };
}

/** Somebody else's clone, or root's leavings in ours, are told before anything is tried. */
function requireWritable(install, state) {
  const paths = [install, state, ...OURS.map((name) => join(install, name))];
  const closed = paths.find((path) => existsSync(path) && !isWritable(path));
  if (closed === undefined) return;
  const advice =
    closed === install
      ? 'Make a clone of your own.'
      : `Run this as that user, or remove it: sudo rm -rf ${closed}`;
  throw new SetUpFault(
    `${closed} belongs to user ${statSync(closed).uid} and can't be written as ` +
      `${userName()}. ${advice}`,
  );
}

function isWritable(path) {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false; // closed, or not there
  }
}

function toolsFile({ state }) {
  return join(state, 'tools.json');
}
