import type { Catalog } from '../../catalog/routine.ts';

/** Why each routine without a route has none, by its bare name: who asks for it gets told. */
export function unexposedOf({ schema, routines }: Catalog): ReadonlyMap<string, string> {
  const batched = new Map(
    routines.flatMap(({ contract }) => {
      const { route } = contract;
      return route?.batch == null ? [] : [[route.batch.routine, `${route.method} ${route.path}`]];
    }),
  );
  return new Map(
    routines
      .filter(({ contract }) => contract.route === null)
      .map(({ name }) => {
        const route = batched.get(`${schema}.${name}`);
        const why = route === undefined ? '' : `; ${route} hands its requests to it`;
        return [name, `The routine ${name} is not exposed: its comment has no @http${why}.`];
      }),
  );
}

/** What is said of a path that names such a routine, as PostgREST's `/rpc/name` does. */
export function reasonFor(
  path: string,
  unexposed: ReadonlyMap<string, string>,
): string | undefined {
  const words = path.split('/', 16).map((word) => word.replaceAll('-', '_'));
  return words.map((word) => unexposed.get(word)).find((reason) => reason !== undefined);
}
