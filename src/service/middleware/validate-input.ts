import type { RequestHandler } from 'express';

import type { ValueFault } from '../../contract/validator.ts';
import { type FieldFault, problem } from '../answer/problem.ts';
import { servedOf } from '../request-context.ts';

/** How many faults are told; a list of thousands helps nobody. */
const MOST_FAULTS = 20;

/** Refuses what the schema refuses, with a pointer to each field at fault. */
export const validateInput: RequestHandler = (_request, response, next) => {
  const { served, input } = servedOf(response);
  if (!served.validate(input)) {
    const known = served.endpoint.parameters.map(({ key }) => key);
    const faults = (served.validate.errors ?? []).filter(({ keyword }) => keyword !== 'anyOf');
    const errors = faults.slice(0, MOST_FAULTS).map((fault) => fieldFault(fault, known));
    throw problem('input-invalid', { errors });
  }
  next();
};

function fieldFault(fault: ValueFault, known: readonly string[]): FieldFault {
  const { instancePath, keyword, params, message = 'is not valid' } = fault;
  const at = (name: unknown) => `#${instancePath}/${escaped(String(name))}`;
  if (keyword === 'required') {
    return { pointer: at(params['missingProperty']), code: 'missing', detail: 'It is missing.' };
  }
  if (keyword === 'additionalProperties') {
    const name = String(params['additionalProperty']);
    const list = instancePath === '' ? ` Known are: ${known.join(', ')}.` : '';
    return { pointer: at(name), code: 'unknown', detail: `It is not known.${list}` };
  }
  return { pointer: `#${instancePath}`, code: keyword, detail: `It ${tell(fault) ?? message}.` };
}

/** Better words than ajv's, where a client is likely to stumble. */
function tell({ keyword, params, parentSchema }: ValueFault): string | undefined {
  const format: unknown = parentSchema?.['format'];
  const isExact = format === 'int64' || format === 'decimal';
  if (keyword === 'type' && isExact) return 'must be text: a number in quotes';
  if (keyword === 'enum') return `must be one of ${JSON.stringify(params['allowedValues'])}`;
  if (keyword === 'x-range')
    return `must be in the range ${JSON.stringify(parentSchema?.[keyword])}`;
  return undefined;
}

/** A name as a part of a JSON pointer (RFC 6901). */
const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
