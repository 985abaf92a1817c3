import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

import { compareDecimal } from './decimal.ts';
import { DATABASE_CHECK, RANGE, type Range, type Schema } from './schema.ts';

/** Compiles schemas; its validators list every fault of a value. */
export interface Validators {
  readonly compile: (schema: Schema) => ValidateFunction;
}

/** The fault of one value, as ajv tells it. */
export type ValueFault = ErrorObject;

/**
 * A text longer than this goes to the database with its pattern unjudged: there matching takes time
 * in proportion to the length, in ECMAScript it may take the square of it.
 */
const LONGEST_MATCHED = 1_000;

/** A set of validators; each contract that is served has its own, and leaves with it. */
export function openValidators(): Validators {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strictTypes: false,
    ownProperties: true,
    code: { regExp: Object.assign(boundedPattern, { code: 'boundedPattern' }) },
  });
  addFormats.default(ajv);
  ajv.addFormat('int64', true);
  ajv.addFormat('decimal', true);
  ajv.addKeyword(DATABASE_CHECK);
  ajv.addKeyword({ keyword: RANGE, type: 'string', compile: judgeRange });
  return { compile: (schema) => ajv.compile(schema) };
}

function boundedPattern(pattern: string, flags: string) {
  const expression = new RegExp(pattern, flags);
  return {
    test: (text: string) => text.length > LONGEST_MATCHED || expression.test(text),
    toString: () => String(expression), // what ajv tells patterns apart by
  };
}

/** What is no decimal passes: the pattern beside the range refuses it, with better words. */
function judgeRange({ min, max, above, below }: Range): (text: string) => boolean {
  const holds = (text: string, bound: string | undefined, judge: (order: number) => boolean) => {
    const order = bound === undefined ? undefined : compareDecimal(text, bound);
    return order === undefined || judge(order);
  };
  return (text) =>
    holds(text, min, (order) => order >= 0) &&
    holds(text, max, (order) => order <= 0) &&
    holds(text, above, (order) => order > 0) &&
    holds(text, below, (order) => order < 0);
}
