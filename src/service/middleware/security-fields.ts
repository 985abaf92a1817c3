import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Fields for answers that no browser shows as a page: what only pages heed (windows, links, frames'
 * origins, plugins, old filters) is left out, as each costs a microsecond. Without
 * `useDefaults: false` helmet would add what its defaults allow to pages.
 */
const ours: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
    },
  },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});

/** They are the same in each answer, so helmet is asked once what it would set. */
const FIELDS = fieldsOf(ours);

/** The same, name after value. */
export const SECURITY_FIELDS: readonly string[] = FIELDS.flat();

/** Sets these fields. */
export const securityFields: RequestHandler = (_request, response, next) => {
  for (const [name, value] of FIELDS) response.setHeader(name, value);
  next();
};

/** What a middleware sets, whatever the request. @throws When it sets nothing. */
function fieldsOf(middleware: RequestHandler): readonly (readonly [string, string])[] {
  const fields: [string, string][] = [];
  const blank = {
    setHeader: (name: string, value: string) => fields.push([name, value]),
    removeHeader: () => undefined,
  };
  const [request, response] = [{}, blank] as unknown as Parameters<RequestHandler>; // what it uses
  void middleware(request, response, () => undefined);
  if (fields.length === 0) throw new Error('helmet sets no field.');
  return fields;
}
