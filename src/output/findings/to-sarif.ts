import { fingerprintsOf } from './fingerprints.ts';
import { ruleMarkdown } from './rule-markdown.ts';
import type { Told, ToldRule, ToldRun } from './told.ts';

/**
 * Writes findings as SARIF 2.1.0. What a waiver covers is there as suppressed; what could not be
 * read is told twice, as a result and as a notification of the run, which then did not succeed.
 *
 * Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, Errata 01.
 */
export function toSarif(run: ToldRun): string {
  const rules = rulesOf(run);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const fingerprints = fingerprintsOf(run.findings, run);
  const results = run.findings.map((told, at) => ({
    ruleId: told.rule,
    ruleIndex: indexes.get(told.rule),
    level: told.level,
    message: { text: told.message },
    locations: [locationOf(told, run)],
    partialFingerprints: { 'procwrightFinding/v1': fingerprints[at] },
    properties: { source: told.source },
    ...suppressionOf(told),
  }));
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'procwright', rules } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [BASE]: { description: { text: 'The root of the sources.' } } },
        invocations: [invocationOf(run)],
        results,
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const BASE = '%SRCROOT%';

/** The rules with words first; of those of other tools only the ids are known. */
function rulesOf({ rules, findings }: ToldRun): readonly { readonly id: string }[] {
  const known = new Set(rules.map(({ id }) => id));
  const others = new Set(findings.map(({ rule }) => rule).filter((id) => !known.has(id)));
  return [...rules.map(describe), ...[...others].sort().map((id) => ({ id }))];
}

function describe(rule: ToldRule) {
  const { id, name, level, summary, why } = rule;
  const markdown = ruleMarkdown(rule);
  return {
    id,
    name,
    shortDescription: { text: summary },
    fullDescription: { text: why.trim() },
    help: { text: `${summary} ${why.trim()}`, markdown },
    defaultConfiguration: { level },
  };
}

function locationOf(told: Told, { lineOf, pathOf }: ToldRun) {
  const { file, line, column, endLine = line, endColumn } = told;
  const uri = pathOf(file).split('/').map(encodeURIComponent).join('/');
  const region = {
    startLine: line,
    startColumn: utf16Column(lineOf(file, line), column),
    ...(endColumn === undefined
      ? {}
      : { endLine, endColumn: utf16Column(lineOf(file, endLine), endColumn) }),
    snippet: { text: lineOf(file, line) },
  };
  return { physicalLocation: { artifactLocation: { uri, uriBaseId: BASE }, region } };
}

/** A column in code points as one in UTF-16 code units, which is what editors and GitHub count. */
export function utf16Column(line: string, column: number): number {
  const before = [...line].slice(0, column - 1);
  return before.join('').length + (column - 1 - before.length) + 1;
}

function suppressionOf({ waived }: Told) {
  return waived === undefined
    ? {}
    : { suppressions: [{ kind: 'inSource', status: 'accepted', justification: waived }] };
}

function invocationOf(run: ToldRun) {
  const unread = run.findings.filter(({ rule }) => rule === run.unreadRule);
  return {
    executionSuccessful: unread.length === 0,
    toolExecutionNotifications: unread.map((told) => ({
      level: 'error',
      message: { text: told.message },
      descriptor: { id: told.rule },
      locations: [locationOf(told, run)],
    })),
  };
}
