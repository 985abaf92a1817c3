// Debian's and Ubuntu's packages of the server and both extensions, unpacked beside the clone.
// Where the server is installed too, its packages are fetched all the same: extensions must lie in
// the server's own folders.

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { openApt } from '../apt.mjs';
import { SetUpFault } from '../set-up-fault.mjs';
import { makeWhole, stepFolder } from '../run-step.mjs';
import { inspectServer } from './server.mjs';

const OLDEST = 15;

// 226 of 319 MB: not needed to run a server. Without llvmjit.so it doesn't try to compile queries.
const BALLAST = [
  [['usr', 'share'], /^(doc|man|locale|i18n|perl|perl5|info|lintian|bug)$/],
  [['usr', 'lib'], /^llvm-/],
  [['usr', 'lib', /-linux-gnu/], /^(libLLVM|libperl|perl)/],
  [['usr', 'lib', 'postgresql', /^\d+$/, 'lib'], /^(llvmjit|bitcode$)/],
];

/** Fetches and unpacks; the server lies in the state folder. */
export async function unpackPackages(job) {
  const folder = stepFolder(job, 'postgres');
  let major = 0;
  await makeWhole(folder, async (part) => {
    const apt = await openApt(job, join(part, 'apt'));
    major = await newestMajor(apt);
    await download(apt, namesOf(major));
    await apt.unpack(join(part, 'tree'));
    rmSync(join(part, 'apt'), { recursive: true });
    removeBallast(join(part, 'tree'));
  });
  const tree = join(folder, 'tree');
  const bin = join(tree, 'usr', 'lib', 'postgresql', String(major), 'bin');
  const server = await inspectServer(bin, libraryPath(tree), job);
  if (server.fault !== undefined) throw new SetUpFault(server.fault);
  return { ...server, source: 'packages' };
}

function namesOf(major) {
  return ['', '-pgtap', '-plpgsql-check'].map((ending) => `postgresql-${major}${ending}`);
}

async function newestMajor(apt) {
  const names = await apt.names('postgresql-');
  const majors = names.map((name) => Number(/^postgresql-(\d+)-pgtap$/.exec(name)?.[1] ?? 0));
  for (const major of majors.filter((number) => number >= OLDEST).sort((a, b) => b - a)) {
    if (await apt.hasCandidates(namesOf(major))) return major;
  }
  throw new SetUpFault(
    names.length === 0
      ? 'no list of packages came'
      : 'no server with pgtap and plpgsql-check among the packages',
  );
}

/** What the machine lacks, then those of the server that it has already. */
async function download(apt, names) {
  await apt.downloadWithNeeds(names);
  const client = names[0].replace('postgresql-', 'postgresql-client-');
  const absent = [...names, client].filter((name) => !apt.has(name));
  if (absent.length > 0) await apt.download(absent);
}

/** Both library folders of the tree; null when the machine has all that the server needs. */
function libraryPath(tree) {
  const folders = [['usr', 'lib'], ['lib']].flatMap((path) => match(tree, [...path, /-linux-gnu/]));
  return folders.length === 0 ? null : folders.join(':');
}

function removeBallast(tree) {
  for (const [folder, names] of BALLAST) {
    for (const path of match(tree, [...folder, names])) rmSync(path, { recursive: true });
  }
}

/** The paths below a folder whose parts match, one by one. */
function match(folder, [first, ...rest]) {
  const isMatch = (name) => (typeof first === 'string' ? name === first : first.test(name));
  const found = namesIn(folder).filter(isMatch);
  const paths = found.map((name) => join(folder, name));
  return rest.length === 0 ? paths : paths.flatMap((path) => match(path, rest));
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return []; // no package brought that folder
  }
}
