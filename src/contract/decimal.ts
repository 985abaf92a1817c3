const DECIMAL = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

/**
 * Compares two numbers in decimal notation, exactly, whatever their length.
 *
 * @returns Below zero, zero or above zero; undefined when either is no such number.
 */
export function compareDecimal(a: string, b: string): number | undefined {
  const left = read(a);
  const right = read(b);
  if (!left || !right) return undefined;
  if (left.sign !== right.sign) return left.sign - right.sign;
  return left.sign * compareSize(left, right);
}

interface Decimal {
  readonly sign: -1 | 0 | 1;
  readonly whole: string;
  readonly part: string;
}

function read(text: string): Decimal | undefined {
  const [, minus, whole, part = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return undefined;
  if (/^0*$/.test(whole + part)) return { sign: 0, whole, part };
  return { sign: minus ? -1 : 1, whole, part };
}

/** Without their signs: the longer whole part is larger, then the digits decide. */
function compareSize(a: Decimal, b: Decimal): number {
  if (a.whole.length !== b.whole.length) return a.whole.length - b.whole.length;
  const places = Math.max(a.part.length, b.part.length);
  const left = a.whole + a.part.padEnd(places, '0');
  const right = b.whole + b.part.padEnd(places, '0');
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
