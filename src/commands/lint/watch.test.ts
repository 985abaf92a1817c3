import { readFileSync } from 'node:fs';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { sampleRun } from '../../output/findings/sample-run.ts';
import { toText } from '../../output/findings/to-text.ts';
import { isSqlName } from '../../standards/given/read-given.ts';

const test = suite('watch');
const read = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');

interface Tasks {
  readonly tasks: readonly {
    readonly problemMatcher: {
      readonly pattern: Readonly<Record<string, string | number>>;
      readonly background?: { readonly beginsPattern: string; readonly endsPattern: string };
    };
  }[];
}

const { tasks } = JSON.parse(read('standards/vscode-tasks.json')) as Tasks;

for (const [index, { problemMatcher }] of tasks.entries()) {
  const { regexp, ...groups } = problemMatcher.pattern;
  const matches = (line: string) => new RegExp(String(regexp)).exec(line);

  test(`the problem matcher of task ${index} reads what lint prints, and no more`, () => {
    const run = sampleRun();
    const lines = toText(run)
      .replaceAll(/\u001B\[\d+m/g, '')
      .split('\n');
    const found = lines.flatMap((line) => {
      const match = matches(line);
      if (match === null) return [];
      const { file, line: at, column, severity, code, message } = groups;
      return [
        [file, at, column, severity, code, message].map((group) => match[Number(group)]).join('|'),
      ];
    });
    const expected = run.findings
      .filter(({ waived }) => waived === undefined)
      .map(({ file, line, column, level, rule, message }) =>
        [file, line, column, level, rule, message.split('\n')[0]].join('|'),
      );
    assert.equal(found, expected);
  });
}

test('a task that watches knows where a round begins and ends', () => {
  const watch = read('src/commands/lint/watch.ts');
  const [background] = tasks.flatMap(({ problemMatcher }) => problemMatcher.background ?? []);
  assert.match('Judging 2 files.', new RegExp(background?.beginsPattern ?? 'none'));
  assert.match('Waiting for changes; Ctrl-C ends it.', new RegExp(background?.endsPattern ?? ''));
  assert.match(watch, 'Waiting for changes; Ctrl-C ends it.');
  assert.match(watch, 'Judging ${');
});

test('the hooks for pre-commit say all that it asks, and mean our kinds of files', () => {
  const hooks = read('.pre-commit-hooks.yaml')
    .split(/^- /m)
    .slice(1)
    .map((text) =>
      Object.fromEntries([...text.matchAll(/^ *(\w+): (.*)$/gm)].map((m) => [m[1], m[2]])),
    );
  assert.is(hooks.length, 2);
  for (const { id, name, entry, language, files = '' } of hooks) {
    assert.ok(id && name && entry && language, id);
    const pattern = new RegExp(files.replace('(?i)', ''), 'i');
    for (const file of ['a.sql', 'b/c.SQL', 'd.psql', 'e.pgsql', 'f.md', 'gsql', 'h.sql.txt']) {
      assert.is(pattern.test(file), isSqlName(file), file);
    }
  }
});

test.run();
