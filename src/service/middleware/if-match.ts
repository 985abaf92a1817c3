import type { Request } from 'express';

import { IF_VERSION, type Parameter } from '../../contract/endpoint.ts';
import { problem } from '../answer/problem.ts';
import type { Served } from '../contract/served.ts';
import { valueOfText } from './text-value.ts';

/**
 * What If-Match gives to a routine that has `p_if_version`: the version that the client has read
 * (RFC 9110, 13.1.1). The routine compares it behind its lock: a comparison here, before the call,
 * would miss what changes in between.
 *
 * A condition that nobody would keep is refused, since its sender counts on it.
 *
 * @returns The argument and its value; nothing where there is no condition, or any version will do.
 * @throws {Problem} 400, 412, 428
 */
export function readIfMatch(
  request: Request,
  { endpoint }: Pick<Served, 'endpoint'>,
): readonly (readonly [string, unknown])[] {
  const field = request.get('if-match')?.trim();
  const parameter = endpoint.parameters.find(({ key }) => key === IF_VERSION);
  const isTagged = endpoint.route.method === 'GET';
  const isUnkept = parameter === undefined && field !== undefined;
  if (isUnkept || (!isTagged && request.get('if-none-match') !== undefined)) {
    throw problem('condition-unkept');
  }
  if (parameter === undefined) return [];
  if (field === undefined || field === '*') return whatever(parameter);
  return [[IF_VERSION, valueOfText(parameter.schema, versionIn(field))]];
}

function whatever({ isRequired }: Parameter): readonly [] {
  if (isRequired) throw problem('condition-missing');
  return [];
}

/** The text of a strong tag; a weak one is equal to none (RFC 9110, 8.8.3.2). */
function versionIn(field: string): string {
  const [, version] = /^"([\x21\x23-\x7e]*)"$/.exec(field) ?? [];
  if (version !== undefined) return version;
  if (/^W\/"[\x21\x23-\x7e]*"$/.test(field)) throw problem('condition-failed');
  const detail = 'Give If-Match one tag, in double quotes.';
  throw problem('request-invalid', {
    errors: [{ pointer: `#/${IF_VERSION}`, code: 'tag', detail }],
  });
}
