import { isPortable } from './portable-pattern.ts';
import { DATABASE_CHECK, both, RANGE, type Schema } from './schema.ts';
import { splitCheck } from './split-check.ts';

/** How JSON writes the values that a check is about. */
export type Written = 'decimal' | 'number' | 'text' | 'other';

/**
 * A domain's check as JSON Schema.
 *
 * The rule: the schema may accept too much, never too little. What isn't understood for certain is
 * named in `x-db-check`, and the database alone judges it.
 *
 * @param definition - As `pg_get_constraintdef` prints it.
 */
export function readCheck(definition: string, written: Written): Schema {
  const facts = splitCheck(definition);
  if (!facts) return { [DATABASE_CHECK]: [definition] };
  return facts
    .map((fact) => readFact(fact, written) ?? { [DATABASE_CHECK]: [fact] })
    .reduce(both, {});
}

const VALUE = String.raw`\(?VALUE\)?(?:::[a-z ]+)?`;
const NUMBER = String.raw`\(?'?(-?\d+(?:\.\d+)?)'?\)?(?:::[a-z ]+)?`;
const TEXT = String.raw`'((?:[^']|'')*)'::(?:text|character varying)`;

const COMPARISON = new RegExp(String.raw`^${VALUE} (>=|<=|>|<|=) ${NUMBER}$`);
const LENGTH = new RegExp(
  String.raw`^(?:length|char_length|character_length)\(${VALUE}\) (>=|<=|>|<|=) (\d{1,9})$`,
);
const PATTERN = new RegExp(String.raw`^${VALUE} ~ ${TEXT}$`);
const EQUAL = new RegExp(String.raw`^${VALUE} = ${TEXT}$`);
const LIST = new RegExp(
  String.raw`^${VALUE} = ANY \(\(?ARRAY\[(${TEXT}(?:, ${TEXT})*)\]\)?(?:::text\[\])?\)$`,
);

function readFact(fact: string, written: Written): Schema | undefined {
  if (written === 'decimal' || written === 'number') return readComparison(fact, written);
  return written === 'text' ? readTextFact(fact) : undefined;
}

function readComparison(fact: string, written: 'decimal' | 'number'): Schema | undefined {
  const [, operator = '', bound] = COMPARISON.exec(fact) ?? [];
  if (bound === undefined) return undefined;
  if (written === 'number') return numberBound(operator, Number(bound));
  const range = {
    '>=': { min: bound },
    '<=': { max: bound },
    '>': { above: bound },
    '<': { below: bound },
  }[operator];
  return { [RANGE]: range ?? { min: bound, max: bound } };
}

function numberBound(operator: string, bound: number): Schema {
  switch (operator) {
    case '>=':
      return { minimum: bound };
    case '<=':
      return { maximum: bound };
    case '>':
      return { exclusiveMinimum: bound };
    case '<':
      return { exclusiveMaximum: bound };
    default:
      return { minimum: bound, maximum: bound };
  }
}

function readTextFact(fact: string): Schema | undefined {
  const [, operator = '', count] = LENGTH.exec(fact) ?? [];
  if (count !== undefined) return lengthBound(operator, Number(count));

  const [, pattern] = PATTERN.exec(fact) ?? [];
  if (pattern !== undefined) {
    const own = unquote(pattern);
    return isPortable(own) ? { pattern: own } : undefined;
  }

  const [, only] = EQUAL.exec(fact) ?? [];
  if (only !== undefined) return { enum: [unquote(only)] };

  const [, list] = LIST.exec(fact) ?? [];
  if (list === undefined) return undefined;
  return { enum: [...list.matchAll(new RegExp(TEXT, 'g'))].map(([, text = '']) => unquote(text)) };
}

function lengthBound(operator: string, count: number): Schema | undefined {
  switch (operator) {
    case '>=':
      return { minLength: count };
    case '<=':
      return { maxLength: count };
    case '>':
      return { minLength: count + 1 };
    case '<':
      return count > 0 ? { maxLength: count - 1 } : undefined;
    default:
      return { minLength: count, maxLength: count };
  }
}

const unquote = (text: string): string => text.replaceAll("''", "'");
