import * as assert from 'uvu/assert';

import { BOX } from './trial-schema.ts';
import { type Asking, ask, pointersOf, type TrialService } from './trial-service.ts';

/** For tests: where items are put and listed. */
export const ITEMS = `/v1/boxes/${BOX}/items`;

/** For tests: a request that has a fault, and how it has to be answered. */
export interface BadInput {
  readonly name: string;
  /** The items of alice's box, where nothing else is said. */
  readonly path?: string;
  readonly asking: Asking;
  /** 400, where nothing else is said. */
  readonly status?: number;
  readonly code: string;
  /** What the errors point to, in any order. */
  readonly at?: readonly string[];
}

/** For tests: the answer is a problem document that says where, and nothing of the inside. */
export async function refuses({ service }: TrialService, input: BadInput): Promise<void> {
  const { path = ITEMS, asking, status = 400, code, at = [] } = input;
  const answer = await ask(service, path, asking);
  assert.equal([answer.status, answer.json['code']], [status, code], answer.text);
  assert.is(answer.headers.get('content-type'), 'application/problem+json');
  assert.equal([...pointersOf(answer)].sort(), [...at].sort(), answer.text);
  assert.is(answer.json['request'], answer.headers.get('request-id'));
  assert.not.match(answer.text, /node_modules|at \w+ \(|app\.|relation|p_\w+ =>/);
}
