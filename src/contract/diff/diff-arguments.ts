import type { Endpoint, Parameter } from '../endpoint.ts';
import { breaking, compatible, type RouteChange } from './contract-change.ts';
import { schemaShifts } from './schema-shift.ts';

/** What differs in what clients send: they may send more than before, never less, nor others. */
export function diffArguments(old: Endpoint, next: Endpoint): readonly RouteChange[] {
  const changes: RouteChange[] = [];
  for (const before of old.parameters) {
    const after = next.parameters.find(({ key }) => key === before.key);
    if (after) changes.push(...diffArgument(before, after));
    else changes.push(breaking('argument', `The argument ${before.key} is gone: it is refused.`));
  }
  for (const { key, isRequired } of next.parameters) {
    if (old.parameters.some((before) => before.key === key)) continue;
    changes.push(
      isRequired
        ? breaking('argument', `The argument ${key} is new and must be given.`)
        : compatible('argument', `The argument ${key} is new and has a default.`),
    );
  }
  return changes;
}

function diffArgument(before: Parameter, after: Parameter): readonly RouteChange[] {
  const { key, place } = before;
  const changes: RouteChange[] = [];
  if (after.place !== place) {
    const says = `The argument ${key} moved from the ${place} to the ${after.place}.`;
    changes.push(breaking('argument', says));
  }
  if (after.isRequired && !before.isRequired) {
    changes.push(breaking('argument', `The argument ${key} must be given: its default is gone.`));
  } else if (before.isRequired && !after.isRequired) {
    changes.push(compatible('argument', `The argument ${key} may be left out.`));
  } else if (!before.isRequired && before.argument.defaultSql !== after.argument.defaultSql) {
    changes.push(breaking('argument', defaultMessage(before, after)));
  }
  for (const { way, at, says } of schemaShifts(before.schema, after.schema)) {
    const message = `The argument ${key}${at}: ${says}.`;
    const isWider = way === 'wider';
    changes.push(isWider ? compatible('argument', message) : breaking('argument', message));
  }
  return changes;
}

/** Who leaves it out gets something else than before. */
function defaultMessage({ key, argument }: Parameter, after: Parameter): string {
  const [was, is] = [argument.defaultSql, after.argument.defaultSql];
  return `The argument ${key}: without it ${was} was taken, now ${is}.`;
}
