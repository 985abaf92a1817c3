import { randomFillSync } from 'node:crypto';

/** What ties a request to the work around it (W3C Trace Context). */
export interface Trace {
  /** 32 hex digits: the caller's, when its `traceparent` is sound, else a new one. */
  readonly traceId: string;
  /** 16 hex digits: the caller's span; null where the trace begins here. */
  readonly parentId: string | null;
  /** 16 hex digits: this request's own. */
  readonly spanId: string;
  /** Two hex digits, as the caller sent them: whether the trace is recorded. */
  readonly flags: string;
}

const FORM = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * The trace of a request: the caller's, when its `traceparent` is sound, else a new one.
 *
 * W3C Trace Context: version ff and ids of zeros are void, and version 00 has no further part.
 */
export function readTrace(traceparent: string | undefined): Trace {
  const random = randomHex();
  const spanId = random.slice(32);
  const own = { traceId: random.slice(0, 32), parentId: null, spanId, flags: '00' };
  if (traceparent === undefined) return own;
  const [, version, traceId = '', parentId = '', flags = '', rest] = FORM.exec(traceparent) ?? [];
  const isSound =
    version !== undefined &&
    version !== 'ff' &&
    !(version === '00' && rest !== undefined) &&
    !/^0+$/.test(traceId) &&
    !/^0+$/.test(parentId);
  return isSound ? { traceId, parentId, spanId, flags } : own;
}

/** Random bytes are had by the page: a call for a few takes 3 us. */
const page = { bytes: Buffer.alloc(24 * 256), at: 24 * 256 };

/** 48 hex digits that nobody has had. */
function randomHex(): string {
  if (page.at === page.bytes.length) {
    randomFillSync(page.bytes);
    page.at = 0;
  }
  const hex = page.bytes.toString('hex', page.at, page.at + 24);
  page.at += 24;
  return hex;
}

/** The field that hands a trace on: its parent is the span of this request. */
export function traceparentOf({ traceId, spanId, flags }: Trace): string {
  return `00-${traceId}-${spanId}-${flags}`;
}
