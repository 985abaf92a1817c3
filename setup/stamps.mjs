// A stamp says what a step was made of, and what it made: `<state>/stamps/<step>.json`. It is
// written last, so a step that was broken off has none and is made again.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads a step's stamp; null when there is none, or none that can be read. */
export function readStamp(state, name) {
  try {
    const { glance, content, result } = JSON.parse(readFileSync(stampFile(state, name), 'utf8'));
    return { glance, content, result };
  } catch {
    return null; // then the step is made again, whatever was in the file
  }
}

export function writeStamp(state, name, stamp) {
  mkdirSync(join(state, 'stamps'), { recursive: true });
  writeWhole(stampFile(state, name), JSON.stringify(stamp, null, 2));
}

export function removeStamp(state, name) {
  rmSync(stampFile(state, name), { force: true });
}

/** Writes a file so that no reader ever sees a part of it. */
export function writeWhole(file, text) {
  const part = `${file}.${process.pid}`;
  writeFileSync(part, text);
  renameSync(part, file);
}

/** What a step is made of, at a glance: path, time and size of each file. It may cry wolf. */
export function glanceAt(step, place) {
  return hashOf(step, place, (file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat === undefined ? 'absent' : `${stat.mtimeMs} ${stat.size}`;
  });
}

/** The same by the files' content. */
export function contentOf(step, place) {
  return hashOf(step, place, (file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat === undefined ? 'absent' : digest(readFileSync(file));
  });
}

function hashOf(step, { install, environment }, tell) {
  const files = step.files(install).map((file) => [file, tell(file)]);
  const settings = step.settings.map((name) => [name, environment[name] ?? null]);
  const machine = [process.platform, process.arch];
  return digest(JSON.stringify([step.form, machine, settings, files]));
}

/** SHA-256 in hex. */
export function digest(data) {
  return createHash('sha256').update(data).digest('hex');
}

function stampFile(state, name) {
  return join(state, 'stamps', `${name}.json`);
}
