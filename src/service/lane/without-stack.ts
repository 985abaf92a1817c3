/**
 * Makes an error without its stack, which is 13 of the 14 µs that turning a request away takes: a
 * crowd is turned away by the thousand, and where that is done is one place.
 */
export function withoutStack<Made extends Error>(make: () => Made): Made {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
