import type { Served } from './served.ts';

/** A path and the routines that answer its methods. */
export interface Resource {
  /** The template: `/v1/boxes/{box_id}/items`. */
  readonly path: string;
  readonly segments: readonly string[];
  readonly byMethod: ReadonlyMap<string, Served>;
}

/** Puts routines of one path together; a word in a path goes before an argument at its place. */
export function resourcesOf(served: readonly Served[]): readonly Resource[] {
  const byPath = new Map<string, Map<string, Served>>();
  for (const one of served) {
    const { method, path } = one.endpoint.route;
    byPath.set(path, (byPath.get(path) ?? new Map<string, Served>()).set(method, one));
  }
  return [...byPath]
    .map(([path, byMethod]) => ({ path, segments: path.split('/').slice(1), byMethod }))
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** Sorts words before arguments, place by place. */
const rank = ({ segments }: Resource): string =>
  segments.map((segment) => (segment.startsWith('{') ? '1' : '0')).join('');

/** Finds the resource of a path; undefined where there is none. */
export type ResourceFinder = (path: string) => Resource | undefined;

/** One place in the paths: the words and the argument that may stand there. */
interface Place {
  readonly words: Map<string, Place>;
  argument: Place | null;
  resource: Resource | null;
}

/** Makes the finder of these resources: it looks at a path's words, not at every resource. */
export function finderOf(resources: readonly Resource[]): ResourceFinder {
  const root = emptyPlace();
  for (const resource of resources) placeOf(root, resource.segments).resource ??= resource;
  return (path) => walk(root, path.split('/').slice(1), 0) ?? undefined;
}

const emptyPlace = (): Place => ({ words: new Map(), argument: null, resource: null });

/** Where a template ends, made where it isn't yet. */
function placeOf(root: Place, template: readonly string[]): Place {
  return template.reduce((place, word) => {
    if (word.startsWith('{')) return (place.argument ??= emptyPlace());
    const next = place.words.get(word) ?? emptyPlace();
    place.words.set(word, next);
    return next;
  }, root);
}

/** A word goes before an argument; where it leads to nothing, the argument has its turn. */
function walk(place: Place, segments: readonly string[], at: number): Resource | null {
  const segment = segments[at];
  if (segment === undefined) return place.resource;
  const next = place.words.get(segment);
  const found = next === undefined ? null : walk(next, segments, at + 1);
  if (found !== null || place.argument === null || segment === '') return found;
  return walk(place.argument, segments, at + 1);
}

/** The values in a path of this resource, still with their percent-escapes. */
export function valuesIn({ segments: template }: Resource, path: string) {
  const segments = path.split('/').slice(1);
  const values: Record<string, string> = {};
  for (let i = 0; i < template.length; i++) {
    const word = template[i] ?? '';
    if (word.startsWith('{')) values[word.slice(1, -1)] = segments[i] ?? '';
  }
  return values;
}
