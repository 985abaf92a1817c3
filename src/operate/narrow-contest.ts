import { CommandFault, EXIT } from '../exit-code.ts';
import { nearest } from '../nearest.ts';
import type { Contest } from './contest.ts';

/**
 * A contest of some of its contenders.
 *
 * @param names - Parted by commas.
 * @throws {CommandFault} When one isn't there.
 */
export function onlyContenders(contest: Contest, names: string): Contest {
  const wanted = names.split(',');
  const known = contest.contenders.map(({ name }) => name);
  for (const name of wanted) {
    if (!known.includes(name)) throw unknown('contender', name, known);
  }
  const asked = contest.contenders.filter(({ name }) => wanted.includes(name));
  const lesser = asked.map(({ less }) => less); // its own figure would be another without them
  return {
    ...contest,
    contenders: contest.contenders.filter(
      ({ name }) => wanted.includes(name) || lesser.includes(name),
    ),
  };
}

const VARIABLE = /^(?<database>[a-z0-9_]+)\.(?<variable>[a-z0-9_]+)=(?<value>.+)$/;

/**
 * A contest whose databases have other variables: `large.rows=1000`.
 *
 * @param sets - Parted by commas.
 * @throws {CommandFault} When there is no such database, or it has no such variable.
 */
export function withVariables(contest: Contest, sets: string): Contest {
  return sets.split(',').reduce((changed, set) => {
    const { database = '', variable = '', value = '' } = VARIABLE.exec(set)?.groups ?? {};
    const one = changed.databases.find(({ name }) => name === database);
    if (one === undefined) {
      throw unknown(
        'database',
        database || set,
        changed.databases.map(({ name }) => name),
      );
    }
    if (!(variable in one.variables)) {
      throw unknown(`variable of ${database}`, variable, Object.keys(one.variables));
    }
    const variables = { ...one.variables, [variable]: value };
    const databases = changed.databases.map((other) =>
      other === one ? { ...one, variables } : other,
    );
    return { ...changed, databases };
  }, contest);
}

function unknown(what: string, name: string, names: readonly string[]): CommandFault {
  return new CommandFault(EXIT.usage, `There is no ${what} ${name}.`, nearest(name, names));
}
