import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Fields for answers that no browser shows as a page. Without `useDefaults: false` helmet would add
 * what its defaults allow to pages.
 */
export const securityFields: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
    },
  },
});
