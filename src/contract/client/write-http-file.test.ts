import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readCatalog } from '../../catalog/read-catalog.ts';
import { BOX, ITEM, KEYS } from '../../service/trial/trial-schema.ts';
import { openTrialService, type TrialService } from '../../service/trial/trial-service.ts';
import { type Endpoint, endpointsOf } from '../endpoint.ts';
import { writeHttpFile } from './write-http-file.ts';

const test = suite('writeHttpFile');
let trial: TrialService;
let endpoints: readonly Endpoint[];

test.before(async () => {
  trial = await openTrialService();
  const catalog = await readCatalog(trial.database.admin, { schema: 'app' });
  assert.ok(catalog.ok);
  endpoints = endpointsOf(catalog.value);
});
test.after(() => trial?.close()); // none when before failed

/** Sends the requests of a file as an editor would: variables put in, all else as it stands. */
async function sendAll(text: string): Promise<ReadonlyMap<string, Response>> {
  const [head = '', ...requests] = text.split(/^### /m);
  const variables = new Map(
    [...head.matchAll(/^@(\w+) = (.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
  variables.set('key', KEYS.alice.token).set('$guid', crypto.randomUUID());
  const answers = new Map<string, Response>();
  for (const request of requests) {
    const filled = request.replace(/\{\{(.*?)\}\}/g, (_all, name) => variables.get(name) ?? '');
    const [, name = '', method = '', url = '', rest = ''] =
      /^.*\n# @name (\w+)\n(GET|POST) (\S+)\n?([^]*)$/.exec(filled) ?? [];
    const [fields = '', body] = rest.split('\n\n');
    const headers = new Headers();
    for (const [, field = '', value = ''] of fields.matchAll(/^([\w-]+): (.*)$/gm)) {
      headers.set(field, value);
    }
    answers.set(
      name,
      await fetch(url, { method, headers, ...(method === 'POST' ? { body } : {}) }),
    );
  }
  return answers;
}

test('writes every operation so that the service takes it', async () => {
  const source = { endpoints, title: 'trial', url: trial.service.url, examples: [] };
  const answers = await sendAll(writeHttpFile(source));
  assert.equal(
    [...answers.keys()],
    endpoints.map(({ routine }) => routine.name),
  );
  for (const [name, answer] of answers) {
    const text = await answer.text();
    if (name === 'fail') continue; // it fails as it is asked to
    assert.not.match(text, /input-invalid|route-unknown|key-missing|key-invalid/, name);
    assert.ok(answer.status < 500 || answer.status === 504, `${name}: ${text}`);
  }
});

test('takes the values of a request that was executed', async () => {
  const give = { box_id: BOX, item_id: ITEM };
  const examples = [{ call: 'get_item', give, status: 200, answer: {} }];
  const text = writeHttpFile({ endpoints, title: 'trial', url: trial.service.url, examples });
  const answer = (await sendAll(text)).get('get_item');
  assert.is(answer?.status, 200);
});

test.run();
