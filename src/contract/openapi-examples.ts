import type { Endpoint } from './endpoint.ts';
import type { Example } from './example.ts';
import type { Schema } from './schema.ts';

/** What OpenAPI shows of the requests that were executed; nothing where none was. */
export interface ShownExamples {
  /** Of a parameter in path or query. */
  readonly ofParameter: (endpoint: Endpoint, key: string) => Schema;
  readonly ofBody: (endpoint: Endpoint) => Schema;
  readonly ofStatus: (endpoint: Endpoint, status: string) => Schema;
}

/** The first success of a routine shows its request; of each status, the first answer is shown. */
export function shownExamples(examples: readonly Example[]): ShownExamples {
  const ofRoutine = ({ routine }: Endpoint) => examples.filter(({ call }) => call === routine.name);
  const successOf = (endpoint: Endpoint) => ofRoutine(endpoint).find(({ status }) => status < 300);
  return {
    ofParameter: (endpoint, key) => {
      const give = successOf(endpoint)?.give ?? {};
      return Object.hasOwn(give, key) ? { example: give[key] } : {};
    },
    ofBody: (endpoint) => {
      const success = successOf(endpoint);
      if (!success) return {};
      const inBody = endpoint.parameters.filter(({ place }) => place === 'body');
      const isGiven = inBody.filter(({ key }) => Object.hasOwn(success.give, key));
      return { example: Object.fromEntries(isGiven.map(({ key }) => [key, success.give[key]])) };
    },
    ofStatus: (endpoint, status) => {
      const found = ofRoutine(endpoint).find((example) => String(example.status) === status);
      return found ? { example: found.answer } : {};
    },
  };
}
