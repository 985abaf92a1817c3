import { join } from 'node:path';

import { type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import swaggerUi from 'swagger-ui-dist';

/** Of the package, what the page needs; the rest is not served. */
const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'] as const;

/**
 * GET /docs: the contract to read and to try, out of files that lie here. Nothing comes from
 * another host and no script stands in the page; the one concession is `style-src
 * 'unsafe-inline'`, since Swagger UI sets styles on its elements.
 */
export function docsPages(title: string): RequestHandler {
  const folder = swaggerUi.absolutePath();
  const router = Router({ strict: true });
  router.use(pageFields);
  router.get('/', (_request, response) => {
    response.type('html').send(pageOf(title));
  });
  router.get('/start.js', (_request, response) => {
    response.type('text/javascript').send(START);
  });
  for (const file of FILES) {
    router.get(`/${file}`, (_request, response, next) => {
      response.sendFile(join(folder, file), { maxAge: '1h' }, (error) => {
        if (error && !response.headersSent) next(error);
      });
    });
  }
  return router;
}

const pageFields = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
    },
  },
});

/** A text that stands in HTML as it is. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const pageOf = (title: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<div id="contract"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</html>
`;

const START = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#contract',
  deepLinking: true,
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
  validatorUrl: null,
});
`;
