// pgTAP is plain SQL, and npm has it. Into a server of ours it goes as an extension; for one that
// belongs to the machine its file is kept, and tests load it into a schema.

import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { lastLine } from '../programs.mjs';
import { SetUpFault } from '../set-up-fault.mjs';
import { makeWhole, stepFolder } from '../run-step.mjs';

const ARCHIVE = 'node_modules/@electric-sql/pglite-pgtap/dist/pgtap.tar.gz';

/** How pgTAP comes to the server: `extension`, or the path of its SQL file. */
export async function providePgtap(server, job) {
  if (server.hasPgtap) return 'extension';
  const folder = stepFolder(job, 'pgtap');
  await makeWhole(folder, (part) => unpack(part, job));
  const files = join(folder, 'share', 'postgresql', 'extension');
  if (server.source !== 'wheel' || server.extensions === null) return join(files, 'pgtap.sql');
  const parts = readdirSync(files).filter((name) => /^pgtap(\.control|--.*\.sql)$/.test(name));
  for (const name of parts) copyFileSync(join(files, name), join(server.extensions, name));
  rmSync(folder, { recursive: true });
  return 'extension';
}

async function unpack(folder, job) {
  const [{ python }] = await Promise.all([job.after.python, job.after.npm]);
  mkdirSync(folder, { recursive: true });
  const archive = join(job.install, ARCHIVE);
  const done = await job.run(python, ['-m', 'tarfile', '-e', archive, folder]);
  if (done.code === 0) return;
  throw new SetUpFault(
    `${archive} can't be unpacked: ${lastLine(done)}. Run npm run setup -- --again.`,
  );
}
