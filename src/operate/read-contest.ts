import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';

import { CommandFault, EXIT } from '../exit-code.ts';
import { lineOf, readJsonFile } from '../json-file.ts';
import { nearest } from '../nearest.ts';
import { type Contest, type Measure, MEASURES, type Variables } from './contest.ts';
import { BENCH_FOLDER, findBench, kindOf } from './find-bench.ts';

/**
 * Reads the manifest of a contest; null when the bench is of the other kind.
 *
 * @param logins - Of the project: a contender runs as one of them.
 * @throws {CommandFault} When there is none of that name, or it has faults: file, line and key.
 */
export function readContest(root: string, name: string, logins: readonly string[]): Contest | null {
  const file = findBench(root, name);
  const text = readFileSync(file, 'utf8');
  if (kindOf(text) !== 'pgbench') return null;
  const written = readJsonFile(file, isManifest);
  const faults = crossFaults(written, dirname(file), logins);
  if (faults.length === 0) return contestOf(name, written);
  const says = faults.map(([key, fault]) => `${file}:${lineOf(text, key)}: ${key} ${fault}`);
  throw new CommandFault(EXIT.usage, says.join('\n'), 'Mend these keys.');
}

/** As it is written: names are keys, and what is usual is left out. */
interface Manifest {
  readonly purpose: string;
  readonly clients: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly settings?: Variables;
  readonly databases: Readonly<Record<string, WrittenDatabase>>;
  readonly contenders: Readonly<Record<string, WrittenContender>>;
  readonly gates: readonly WrittenGate[];
}

interface WrittenDatabase {
  readonly setup?: string;
  readonly check?: string;
  readonly scale?: number;
  readonly renew?: boolean;
  readonly variables?: Variables;
}

interface WrittenContender {
  readonly database: string;
  readonly login?: string;
  readonly script?: string;
  readonly builtin?: string;
  readonly clients?: number;
  readonly units?: number;
  readonly less?: string;
}

interface WrittenGate {
  readonly measure: Measure;
  readonly of: string;
  readonly than?: string;
  readonly min?: number;
  readonly max?: number;
  readonly aim?: number;
}

type KeyFault = readonly [key: string, says: string];

/** What one key must be because of another. */
function crossFaults(
  { databases, contenders, gates }: Manifest,
  folder: string,
  logins: readonly string[],
): readonly KeyFault[] {
  const known = (key: string, name: string | undefined, names: readonly string[]): KeyFault[] =>
    name === undefined || names.includes(name)
      ? []
      : [[key, `is ${name}, which there is not. ${nearest(name, names)}`]];
  const there = (key: string, file: string | undefined): KeyFault[] =>
    file === undefined || existsSync(join(folder, file))
      ? []
      : [[key, `is ${file}, which is not in ${BENCH_FOLDER}.`]];
  const names = Object.keys(contenders);
  return [
    ...Object.entries(databases).flatMap(([name, { setup, check }]) => [
      ...there(`/databases/${name}/setup`, setup),
      ...there(`/databases/${name}/check`, check),
    ]),
    ...Object.entries(contenders).flatMap(([name, { database, login, script, less }]) => [
      ...known(`/contenders/${name}/database`, database, Object.keys(databases)),
      ...known(`/contenders/${name}/login`, login, ['superuser', ...logins]),
      ...there(`/contenders/${name}/script`, script),
      ...known(`/contenders/${name}/less`, less, names),
    ]),
    ...gates.flatMap(({ of, than, min, max, aim }, index) => [
      ...known(`/gates/${index}/of`, of, names),
      ...known(`/gates/${index}/than`, than, names),
      ...(aim !== undefined && (aim < (min ?? aim) || aim > (max ?? aim))
        ? [[`/gates/${index}/aim`, `is ${aim}, which asks less than the gate.`] as const]
        : []),
    ]),
  ];
}

function contestOf(name: string, written: Manifest): Contest {
  const { purpose, clients, rounds, seconds, settings = {} } = written;
  const within = (file: string | undefined) =>
    file === undefined ? null : join(BENCH_FOLDER, file);
  return {
    name,
    purpose,
    size: { clients, rounds, seconds },
    settings,
    databases: Object.entries(written.databases).map(([database, one]) => ({
      name: database,
      setup: within(one.setup),
      check: within(one.check),
      scale: one.scale ?? null,
      renew: one.renew ?? false,
      variables: one.variables ?? {},
    })),
    contenders: Object.entries(written.contenders).map(([contender, one]) => ({
      name: contender,
      database: one.database,
      login: one.login ?? 'superuser',
      script:
        one.script === undefined
          ? { builtin: one.builtin ?? '' }
          : { file: join(BENCH_FOLDER, one.script) },
      clients: one.clients ?? null,
      units: one.units ?? 1,
      less: one.less ?? null,
    })),
    gates: written.gates.map(
      ({ measure, of, than = null, min = null, max = null, aim = null }) => ({
        measure,
        of,
        than,
        min,
        max,
        aim,
      }),
    ),
  };
}

const NAME = { type: 'string', pattern: '^[a-z][a-z0-9_]*$' } as const;
const TEXT = { type: 'string', minLength: 1 } as const;
const COUNT = { type: 'integer', minimum: 1 } as const;
const RATIO = { type: 'number', exclusiveMinimum: 0 } as const;
const VALUES = {
  type: 'object',
  propertyNames: NAME,
  additionalProperties: { type: ['string', 'number'] },
} as const;

function closed(properties: Record<string, object>, required: readonly string[]): object {
  return { type: 'object', additionalProperties: false, required, properties };
}

function oneOf(form: object, ...keys: readonly string[]): object {
  return { ...form, oneOf: keys.map((key) => ({ required: [key] })) };
}

function named(form: object): object {
  return { type: 'object', minProperties: 1, propertyNames: NAME, additionalProperties: form };
}

const DATABASE = closed(
  { setup: TEXT, check: TEXT, scale: COUNT, renew: { type: 'boolean' }, variables: VALUES },
  [],
);
const CONTENDER = {
  dependentRequired: { script: ['login'] },
  ...closed(
    {
      database: NAME,
      login: NAME,
      script: TEXT,
      builtin: { enum: ['tpcb-like', 'simple-update', 'select-only'] },
      clients: COUNT,
      units: COUNT,
      less: NAME,
    },
    ['database'],
  ),
};
const GATE = closed(
  { measure: { enum: MEASURES }, of: NAME, than: NAME, min: RATIO, max: RATIO, aim: RATIO },
  ['measure', 'of'],
);

const isManifest = new Ajv2020({
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  strictRequired: false,
}).compile<Manifest>(
  closed(
    {
      purpose: TEXT,
      clients: COUNT,
      rounds: COUNT,
      seconds: COUNT,
      settings: VALUES,
      databases: named(oneOf(DATABASE, 'setup', 'scale')),
      contenders: named(oneOf(CONTENDER, 'script', 'builtin')),
      gates: { type: 'array', items: oneOf(GATE, 'min', 'max') },
    },
    ['purpose', 'clients', 'rounds', 'seconds', 'databases', 'contenders', 'gates'],
  ),
);
