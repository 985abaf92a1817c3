import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readCatalog } from '../../catalog/read-catalog.ts';
import type { Catalog } from '../../catalog/routine.ts';
import { readSnapshot } from '../../contract/snapshot.ts';
import { CommandFault } from '../../exit-code.ts';
import type { ServiceOptions } from '../options/service-options.ts';
import { ask, openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('findUnexpected');
let trial: TrialService;
let promised: Catalog;

test.before(async () => {
  trial = await openTrialService();
  const catalog = await readCatalog(trial.database.admin, { schema: 'app' });
  assert.ok(catalog.ok);
  promised = catalog.value;
});
test.after(() => trial?.close()); // none when before failed

/** What a service says at its start; undefined when it starts. */
async function startFault(options: Partial<ServiceOptions>): Promise<string | undefined> {
  try {
    const service = await trial.start(options);
    await service.stop();
    return undefined;
  } catch (error) {
    assert.instance(error, CommandFault);
    return String(error);
  }
}

/** Changes the contract, and tells the service so. */
async function change(sql: string): Promise<void> {
  const ready = trial.service.nextContract();
  await trial.database.admin.multi(`${sql}; notify procwright_contract`);
  await ready;
}

test('starts on the contract that is expected, by hash, by its beginning, or whole', async () => {
  const { contractHash } = trial.service;
  for (const expected of [contractHash, contractHash.slice(0, 12), promised]) {
    assert.is(await startFault({ expected }), undefined);
  }
});

test('refuses another hash, and says both', async () => {
  const says = await startFault({ expected: '0'.repeat(64) });
  const own = trial.service.contractHash.slice(0, 12);
  assert.match(says ?? '', `The contract is ${own}, and 000000000000 is expected.`);
});

test('starts on a contract that is compatible with the one that is expected', async () => {
  const { contractHash } = trial.service;
  await change(`create function app.more() returns integer language sql stable return 1;
    comment on function app.more is E'More.\n@http GET /v1/more\n@public\n@timeout 1s'`);
  assert.is.not(trial.service.contractHash, contractHash);
  assert.is(await startFault({ expected: promised }), undefined);
  assert.match((await startFault({ expected: contractHash })) ?? '', 'is expected.');
});

test('refuses a contract that breaks it, with each route and reason', async () => {
  await change('alter domain app.page_size drop constraint page_size_is_bounded');
  await change(
    'alter domain app.page_size add constraint page_size_is_bounded check (value between 1 and 4)',
  );
  const says = (await startFault({ expected: promised })) ?? '';
  assert.match(
    says,
    'GET /v1/boxes/{box_id}/items: The argument limit: its maximum was 5 and is 4.',
  );
});

test('gives its contract as a page, and what is read from it is the same', async () => {
  const { status, text } = await ask(trial.service, '/contract.json', { key: null });
  assert.is(status, 200);
  const read = readSnapshot('contract.json', text);
  assert.is(await startFault({ expected: read }), undefined);
});

test.run();
