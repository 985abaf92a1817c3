import { editDistance } from '../../nearest.ts';
import type { Resource } from '../contract/resource.ts';

/** How many routes are named. */
const MOST = 3;

/**
 * The routes that share most with a request that none answers: `GET /v1/boxes/{box_id}`. A path
 * that names the routine itself means its route.
 */
export function nearestRoutes(asked: string, resources: readonly Resource[]): readonly string[] {
  const words = wordsOf(asked);
  return resources
    .flatMap(({ path, byMethod }) =>
      [...byMethod].map(([method, { endpoint }]) => ({
        route: `${method} ${path}`,
        isNamed: words.includes(endpoint.routine.name),
      })),
    )
    .map(({ route, isNamed }) => ({ route, far: isNamed ? 0 : distance(words, wordsOf(route)) }))
    .toSorted((a, b) => a.far - b.far || (a.route < b.route ? -1 : 1))
    .slice(0, MOST)
    .map(({ route }) => route);
}

/** The words that are compared; past the longest route they say nothing. */
const wordsOf = (route: string): readonly string[] => route.split(/[ /]+/, 16);

/** How far the words differ, each at its place; an argument takes any word. */
function distance(asked: readonly string[], route: readonly string[]): number {
  const differing = route.map((word, i) => {
    const given = asked[i];
    if (given === undefined) return 1;
    return word.startsWith('{') ? 0 : wordDistance(given, word);
  });
  return differing.reduce((sum, far) => sum + far, Math.abs(asked.length - route.length));
}

/** A longer word is no misspelt one, and comparing it would cost whoever is asked. */
const LONGEST_WORD = 40;

/** From 0, the same, to 1, another word. */
function wordDistance(given: string, word: string): number {
  if (given === word) return 0;
  if (given.length > LONGEST_WORD) return 1;
  return editDistance(given, word) / Math.max(given.length, word.length);
}
