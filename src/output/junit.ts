import { mkdirSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

import type { Builder } from 'junit-report-builder';

import type { Part } from './part.ts';

// the package is the builder itself, though its types say that it has it as `default`
const junit = createRequire(import.meta.url)('junit-report-builder') as Builder;

/** Writes a part as JUnit XML; a file that stands there is replaced as a whole. */
export function writeJunit(file: string, part: Part): void {
  mkdirSync(dirname(file), { recursive: true });
  reportOf(part).writeTo(`${file}.part`);
  renameSync(`${file}.part`, file);
}

/** A part as JUnit XML. */
export const junitText = (part: Part): string => reportOf(part).build();

function reportOf({ groups }: Part): Builder {
  const report = junit.newBuilder();
  for (const { name, seconds, cases } of groups) {
    const suite = report.testSuite().name(name).time(seconds);
    for (const one of cases) {
      const entry = suite.testCase().className(name).name(one.name);
      if (one.file !== undefined) entry.file(one.file);
      if (one.verdict === 'failed') {
        const says = one.says ?? one.name;
        entry.failure(says.split('\n')[0]).stacktrace(says);
      }
      if (one.verdict === 'skipped') entry.skipped();
    }
  }
  return report;
}
