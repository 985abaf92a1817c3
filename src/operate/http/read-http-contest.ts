import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';

import { CommandFault, EXIT } from '../../exit-code.ts';
import { lineOf, readJsonFile } from '../../json-file.ts';
import { nearest } from '../../nearest.ts';
import type { Gate, Variables } from '../contest.ts';
import { BENCH_FOLDER, findBench, kindOf } from '../find-bench.ts';
import {
  HTTP_MEASURES,
  type HttpContender,
  type HttpContest,
  type HttpMeasure,
  type Overload,
  type ServerKind,
  SERVERS,
} from './http-contest.ts';

/**
 * Reads the manifest of a contest over HTTP; null when the bench is of another kind.
 *
 * @throws {CommandFault} When there is none of that name, or it has faults: file, line and key.
 */
export function readHttpContest(root: string, name: string): HttpContest | null {
  const file = findBench(root, name);
  const text = readFileSync(file, 'utf8');
  if (kindOf(text) !== 'http') return null;
  const written = readJsonFile(file, isManifest);
  const faults = crossFaults(written, dirname(file));
  if (faults.length === 0) return contestOf(name, written);
  const says = faults.map(([key, fault]) => `${file}:${lineOf(text, key)}: ${key} ${fault}`);
  throw new CommandFault(EXIT.usage, says.join('\n'), 'Mend these keys.');
}

/** As it is written: names are keys, and what is usual is left out. */
interface Manifest {
  readonly purpose: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly settings?: Variables;
  readonly setup: string;
  readonly check: string;
  readonly variables?: Variables;
  readonly places: number;
  readonly contenders: Readonly<Record<string, WrittenContender>>;
  readonly gates: readonly (Pick<Gate<HttpMeasure>, 'measure' | 'of'> &
    Partial<Gate<HttpMeasure>>)[];
}

interface WrittenContender {
  readonly server: ServerKind;
  readonly options?: HttpContender['options'];
  readonly call: string;
  readonly statement?: string;
  readonly values?: readonly string[];
  readonly list?: boolean;
  readonly connections: number;
  readonly rate?: { readonly share: number; readonly of: string };
  readonly overload?: Overload;
}

type KeyFault = readonly [key: string, says: string];

/** What one key must be because of another. */
function crossFaults(
  { setup, check, contenders, gates }: Manifest,
  folder: string,
): readonly KeyFault[] {
  const names = Object.keys(contenders);
  const there = (key: string, file: string | undefined): KeyFault[] =>
    file === undefined || existsSync(join(folder, file))
      ? []
      : [[key, `is ${file}, which is not in ${BENCH_FOLDER}.`]];
  const known = (key: string, name: string | undefined, those = names): KeyFault[] =>
    name === undefined || those.includes(name)
      ? []
      : [[key, `is ${name}, which there is not. ${nearest(name, those)}`]];
  return [
    ...there('/setup', setup),
    ...there('/check', check),
    ...Object.entries(contenders).flatMap(([name, { call, statement, rate }], at) => [
      ...there(`/contenders/${name}/call`, call),
      ...there(`/contenders/${name}/statement`, statement),
      ...known(`/contenders/${name}/rate/of`, rate?.of, names.slice(0, at)), // who has run by then
    ]),
    ...gates.flatMap(({ of, than }, index) => [
      ...known(`/gates/${index}/of`, of),
      ...known(`/gates/${index}/than`, than ?? undefined),
    ]),
  ];
}

function contestOf(name: string, written: Manifest): HttpContest {
  const within = (file: string) => join(BENCH_FOLDER, file);
  const { purpose, rounds, seconds, setup, check, places } = written;
  return {
    name,
    purpose,
    size: { rounds, seconds },
    settings: written.settings ?? {},
    setup: within(setup),
    check: within(check),
    variables: written.variables ?? {},
    places,
    contenders: Object.entries(written.contenders).map(([contender, one]) => ({
      name: contender,
      server: one.server,
      options: one.options ?? {},
      call: within(one.call),
      statement:
        one.statement === undefined
          ? null
          : { file: within(one.statement), values: one.values ?? [], isList: one.list ?? false },
      connections: one.connections,
      rate: one.rate ?? null,
      overload: one.overload ?? null,
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
const FIGURE = { type: 'number', minimum: 0 } as const;

function closed(properties: Record<string, object>, required: readonly string[]): object {
  return { type: 'object', additionalProperties: false, required, properties };
}

function valuesOf(types: readonly string[]): object {
  return { type: 'object', additionalProperties: { type: types } };
}

const CONTENDER = {
  ...closed(
    {
      server: { enum: SERVERS },
      options: valuesOf(['boolean', 'number', 'string']),
      call: TEXT,
      statement: TEXT,
      values: { type: 'array', items: TEXT },
      list: { type: 'boolean' },
      connections: COUNT,
      rate: closed({ share: FIGURE, of: NAME }, ['share', 'of']),
      overload: closed({ times: FIGURE, seconds: COUNT, connections: COUNT }, [
        'times',
        'seconds',
        'connections',
      ]),
    },
    ['server', 'call', 'connections'],
  ),
  if: { properties: { server: { const: 'service' } } },
  then: { properties: { statement: false, values: false, list: false } },
  else: { required: ['statement'], properties: { options: false } },
};
const GATE = {
  ...closed(
    {
      measure: { enum: HTTP_MEASURES },
      of: NAME,
      than: NAME,
      min: FIGURE,
      max: FIGURE,
      aim: FIGURE,
    },
    ['measure', 'of'],
  ),
  oneOf: [{ required: ['min'] }, { required: ['max'] }],
};

const isManifest = new Ajv2020({
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  strictRequired: false,
  strictTypes: false,
}).compile<Manifest>(
  closed(
    {
      purpose: TEXT,
      rounds: COUNT,
      seconds: COUNT,
      settings: valuesOf(['string', 'number']),
      setup: TEXT,
      check: TEXT,
      variables: valuesOf(['string', 'number']),
      places: COUNT,
      contenders: {
        type: 'object',
        minProperties: 1,
        propertyNames: NAME,
        additionalProperties: CONTENDER,
      },
      gates: { type: 'array', items: GATE },
    },
    ['purpose', 'rounds', 'seconds', 'setup', 'check', 'places', 'contenders', 'gates'],
  ),
);
