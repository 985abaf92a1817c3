import { randomBytes } from 'node:crypto';

const FORM = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * The trace id of a request: the caller's, when its `traceparent` is sound, else a new one.
 *
 * W3C Trace Context: version ff and ids of zeros are void, and version 00 has no further part.
 */
export function traceId(traceparent: string | undefined): string {
  const [, version, trace = '', parent = '', , rest] = FORM.exec(traceparent ?? '') ?? [];
  const isSound =
    version !== undefined &&
    version !== 'ff' &&
    !(version === '00' && rest !== undefined) &&
    !/^0+$/.test(trace) &&
    !/^0+$/.test(parent);
  return isSound ? trace : randomBytes(16).toString('hex');
}
