import { CommandFault, EXIT } from '../../exit-code.ts';
import { nearest } from '../../nearest.ts';
import type { HttpContest } from './http-contest.ts';

/**
 * A contest of some of its contenders, and of those by whom their load is set.
 *
 * @param names - Parted by commas.
 * @throws {CommandFault} When one isn't there.
 */
export function onlyServers(contest: HttpContest, names: string): HttpContest {
  const wanted = names.split(',');
  const known = contest.contenders.map(({ name }) => name);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const message = `There is no contender ${unknown}.`;
    throw new CommandFault(EXIT.usage, message, nearest(unknown, known));
  }
  const needed = contest.contenders
    .filter(({ name }) => wanted.includes(name))
    .flatMap(({ name, rate }) => [name, ...(rate ? [rate.of] : [])]);
  return {
    ...contest,
    contenders: contest.contenders.filter(({ name }) => needed.includes(name)),
  };
}
