import type { Endpoint } from '../endpoint.ts';
import { answersOf } from '../openapi-answers.ts';
import { statusOfCode } from '../status-of-code.ts';
import { breaking, compatible, type RouteChange } from './contract-change.ts';
import { schemaShifts } from './schema-shift.ts';

/** What differs in what clients get: more members than before, never less, nor other values. */
export function diffAnswer(old: Endpoint, next: Endpoint): readonly RouteChange[] {
  const changes: RouteChange[] = [];
  if (old.isList !== next.isList) {
    const [was, is] = next.isList ? ['one object', 'a list'] : ['a list', 'one object'];
    changes.push(breaking('answer', `The answer was ${was} and is ${is}.`));
  }
  for (const before of old.answer) {
    const after = next.answer.find(({ key }) => key === before.key);
    if (!after) {
      changes.push(breaking('answer', `The column ${before.key} of the answer is gone.`));
      continue;
    }
    for (const { way, at, says } of schemaShifts(before.schema, after.schema)) {
      const message = `The column ${before.key}${at} of the answer: ${says}.`;
      const isNarrower = way === 'narrower';
      changes.push(isNarrower ? compatible('answer', message) : breaking('answer', message));
    }
  }
  for (const { key } of next.answer) {
    if (old.answer.some((before) => before.key === key)) continue;
    changes.push(compatible('answer', `The column ${key} of the answer is new.`));
  }
  return [...changes, ...diffErrors(old, next)];
}

/**
 * A client treats a code that it doesn't know by its status (RFC 9110 section 15), so a new code
 * breaks nothing where the route answered with that status before.
 */
function diffErrors(old: Endpoint, next: Endpoint): readonly RouteChange[] {
  const [was, is] = [old, next].map(({ routine }) => routine.contract.errors);
  const statuses = new Set(Object.keys(answersOf(old)).map(Number));
  const added = (is ?? []).filter(({ code }) => !was?.some((before) => before.code === code));
  const gone = (was ?? []).filter(({ code }) => !is?.some((after) => after.code === code));
  return [
    ...added.map(({ code, when }) => {
      const status = statusOfCode(code) ?? 500;
      return statuses.has(status)
        ? compatible('error', `It may refuse by ${code} now: ${when}`)
        : breaking('error', `It may answer ${status} now, by ${code}: ${when}`);
    }),
    ...gone.map(({ code }) => compatible('error', `It never refuses by ${code} now.`)),
  ];
}
