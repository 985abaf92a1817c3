import { readFileSync } from 'node:fs';

import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { sampleRun, WAIVED } from './sample-run.ts';
import { toSarif, utf16Column } from './to-sarif.ts';

const test = suite('toSarif');

interface Log {
  readonly runs: readonly [Run];
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly unknown[];
  }[];
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly suppressions?: readonly { readonly justification: string }[];
    readonly locations: readonly [{ readonly physicalLocation: PhysicalLocation }];
  }[];
}

interface PhysicalLocation {
  readonly artifactLocation: { readonly uri: string };
  readonly region: Readonly<Record<string, unknown>>;
}

const runOf = (given = {}): Run => (JSON.parse(toSarif(sampleRun(given))) as Log).runs[0];

/** The schema is of draft 4: but for its name and address it means the same to this validator. */
function validator() {
  const file = new URL('./sarif-schema/sarif-2.1.0.json', import.meta.url);
  const { $schema, id, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  assert.match($schema, 'draft-04');
  assert.match(id, 'sarif-schema-2.1.0.json');
  const ajv = new Ajv({ strict: false, allErrors: true });
  (formats as unknown as (ajv: Ajv) => void)(ajv); // its types say that it has it as `default`
  return ajv.compile(schema);
}

test('is valid by the schema of 2.1.0, with findings and without', () => {
  const validate = validator();
  for (const given of [{}, { findings: [], rules: [] }, { files: [] }]) {
    assert.ok(validate(JSON.parse(toSarif(sampleRun(given)))), JSON.stringify(validate.errors));
  }
});

test('would be found invalid', () => {
  const validate = validator();
  const broken = (change: (log: ReturnType<typeof JSON.parse>) => void) => {
    const log = JSON.parse(toSarif(sampleRun()));
    change(log);
    return validate(log);
  };
  assert.not(broken((log) => (log.runs[0].results[0].level = 'fatal')));
  assert.not(broken((log) => delete log.runs[0].tool.driver.name));
  assert.not(broken((log) => (log.runs[0].results[0].locations[0].line = 1)));
  assert.not(broken((log) => (log.runs[0].invocations[0].startTimeUtc = 'today')));
});

test('counts columns as UTF-16 does', () => {
  const [warning] = runOf().results;
  assert.equal(warning?.locations[0].physicalLocation.region, {
    startLine: 1,
    startColumn: 14,
    endLine: 1,
    endColumn: 17,
    snippet: { text: "select '😀', '漢' from t;" },
  });
  assert.is(utf16Column('a', 1), 1);
  assert.is(utf16Column('😀', 2), 3);
  assert.is(utf16Column('', 5), 5);
});

test('names files so that they are addresses', () => {
  const uris = runOf().results.map(({ locations: [{ physicalLocation }] }) => physicalLocation);
  assert.is(uris[0]?.artifactLocation.uri, 'sql/a%20b.sql');
});

test('keeps what is waived, as suppressed, with its reason', () => {
  const suppressed = runOf().results.flatMap(({ suppressions }) => suppressions ?? []);
  assert.equal(
    suppressed.map(({ justification }) => justification),
    [WAIVED.waived],
  );
});

test('did not succeed where something was not read', () => {
  const [invocation] = runOf().invocations;
  assert.is(invocation?.executionSuccessful, false);
  assert.is(invocation?.toolExecutionNotifications.length, 1);
  assert.is(runOf({ findings: [] }).invocations[0]?.executionSuccessful, true);
});

test('points from each result to its rule, those of other tools too', () => {
  const { tool, results } = runOf();
  for (const { ruleId, ruleIndex } of results) {
    assert.is(tool.driver.rules[ruleIndex]?.id, ruleId);
  }
});

test.run();
