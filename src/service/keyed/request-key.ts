import { problem } from '../answer/problem.ts';

/**
 * What a client calls its request by, out of the field Idempotency-Key: a string of RFC 8941, so it
 * stands in double quotes (draft-ietf-httpapi-idempotency-key-header-07, 2.1).
 *
 * @throws {Problem} 400, when there is none, or no such string of 1 to 255 characters. Fields that
 * stand twice were joined by a comma, and are none either.
 */
export function readRequestKey(field: string | undefined): string {
  if (field === undefined) throw problem('idempotency-key-missing');
  const [, escaped = ''] = STRING.exec(field.trim()) ?? [];
  const key = escaped.replace(/\\(["\\])/g, '$1');
  if (key.length < 1 || key.length > MOST_CHARACTERS) throw problem('idempotency-key-invalid');
  return key;
}

const MOST_CHARACTERS = 255;

/** sf-string (RFC 8941, 3.3.3): printable ASCII; a quote and a backslash have one in front. */
const STRING = /^"((?:[ !#-[\]-~]|\\["\\])*)"$/;
