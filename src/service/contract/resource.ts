import type { Served } from './served.ts';

/** A path and the routines that answer its methods. */
export interface Resource {
  /** The template: `/v1/boxes/{box_id}/items`. */
  readonly path: string;
  readonly segments: readonly string[];
  readonly byMethod: ReadonlyMap<string, Served>;
}

/** A resource that a request's path names, and the values in that path. */
export interface Found {
  readonly resource: Resource;
  /** Still with their percent-escapes. */
  readonly values: Readonly<Record<string, string>>;
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

/** The resource of a path, or undefined where there is none. */
export function findResource(resources: readonly Resource[], path: string): Found | undefined {
  const segments = path.split('/').slice(1);
  for (const resource of resources) {
    const values = match(resource.segments, segments);
    if (values) return { resource, values };
  }
  return undefined;
}

function match(
  template: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const values: Record<string, string> = {};
  for (const [i, word] of template.entries()) {
    const segment = segments[i] ?? '';
    if (word.startsWith('{') && segment !== '') values[word.slice(1, -1)] = segment;
    else if (word !== segment) return undefined;
  }
  return values;
}
