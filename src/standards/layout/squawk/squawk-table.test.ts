import { dirname, join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readConfig, readTools } from '../../../config.ts';
import { runProcess } from '../../../run-process.ts';
import { readSquawkTable } from './squawk-table.ts';

const test = suite('readSquawkTable');
const config = readConfig();
const table = readSquawkTable(config);

/** The names that squawk refuses: it says the first of them only. */
async function unknownTo(names: readonly string[]): Promise<string | null> {
  const squawk = join(dirname(readTools(config).python), 'squawk');
  const { stderr } = await runProcess(squawk, [`--exclude=${names.join(',')}`], { input: '' });
  return /invalid rule name (\S+)/.exec(stderr)?.[1] ?? null;
}

test('names rules of squawk, each once', async () => {
  const names = [...Object.keys(table.rules), ...Object.keys(table.excluded)];
  assert.is(await unknownTo(names), null);
  assert.is(await unknownTo([...names, 'ban-misspelt-rule']), 'ban-misspelt-rule');
  assert.equal(
    Object.keys(table.rules).filter((name) => name in table.excluded),
    [],
  );
});

test.run();
